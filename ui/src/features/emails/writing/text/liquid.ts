/**
 * Liquid as an editor shows it: a value becomes a chip with its meaning and what stands there when nobody entered it;
 * everything else stays as it is written. Pure.
 */

export type Piece = { liquid: boolean; text: string };

const LIQUID = /\{\{[\s\S]*?\}\}|\{%[\s\S]*?%\}/g;

/** Words and Liquid in turn, as written. */
export function pieces(text: string): Piece[] {
  const out: Piece[] = [];
  let at = 0;
  for (const found of text.matchAll(LIQUID)) {
    if (found.index > at) out.push({ liquid: false, text: text.slice(at, found.index) });
    out.push({ liquid: true, text: found[0] });
    at = found.index + found[0].length;
  }
  if (at < text.length) out.push({ liquid: false, text: text.slice(at) });
  return out;
}

/** Every value and tag in it, as written but for spaces. */
export const liquidIn = (text: string): string[] =>
  pieces(text)
    .filter((p) => p.liquid)
    .map((p) => p.text.replace(/\s+/g, ' '));

export type Value = {
  /** "person.first_name". */
  name: string;
  /** Its filters without `default`, as written: "money". */
  filters: string[];
  /** What stands there instead of nothing; null: nothing was said. */
  fallback: string | null;
};

const NAME = /^[a-z_][\w.]*$/i;
const DEFAULT = /^default:\s*(?:'([^']*)'|"([^"]*)")$/;

/** A plain value with its filters; null where it is more than that. */
export function valueOf(code: string): Value | null {
  const inner = /^\{\{-?([\s\S]*?)-?\}\}$/.exec(code)?.[1];
  if (inner === undefined) return null;
  const [name = '', ...parts] = split(inner).map((part) => part.trim());
  if (!NAME.test(name)) return null;
  const value: Value = { name, filters: [], fallback: null };
  for (const part of parts) {
    const said = DEFAULT.exec(part);
    if (said) value.fallback = said[1] ?? said[2] ?? '';
    else value.filters.push(part);
  }
  return value;
}

/** At each | outside of quotes. */
function split(inner: string): string[] {
  const out = [''];
  let quote = '';
  for (const letter of inner) {
    if (quote === '' && letter === '|') out.push('');
    else {
      if (quote === letter) quote = '';
      else if (quote === '' && (letter === "'" || letter === '"')) quote = letter;
      out[out.length - 1] = (out.at(-1) ?? '') + letter;
    }
  }
  return out;
}

export function codeOf({ name, filters, fallback }: Value): string {
  const quote = fallback?.includes("'") ? '"' : "'";
  // Neither kind of quote can be written inside itself, and braces would end the value.
  const words = fallback?.replaceAll(quote, '’').replace(/[{}%]/g, '');
  const said = words ? [`default: ${quote}${words}${quote}`] : [];
  return `{{ ${[name, ...filters, ...said].join(' | ')} }}`;
}

const LABELS: Record<string, string> = {
  'person.spent': 'What they spent',
  'person.paid': 'What they paid',
  'person.orders': 'Number of orders',
  'last_order.date': 'Day of last order',
  'last_order.days': 'Days since last order',
  'shop.name': 'Shop’s name',
  'shop.website': 'Shop’s website',
  today: 'Today',
};

/** "person.first_name" → "First name". */
export function labelOf(name: string): string {
  const known = LABELS[name];
  if (known) return known;
  const [thing = '', ...rest] = name.split('.');
  const words = (rest.length === 0 ? thing : rest.join(' ')).replaceAll('_', ' ');
  const label = thing === 'person' || rest.length === 0 ? words : `${thing} ${words}`;
  const said = label.replaceAll('_', ' ').trim();
  return said.charAt(0).toUpperCase() + said.slice(1);
}
