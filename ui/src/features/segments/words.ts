/** The words of the editor's tokens: how a number, a window, a list is said inside a phrase. */
import type { Number as Compare, Window as Span } from '../../api';
import { count, date, money, noun } from '../../format';

const regions = new Intl.DisplayNames(['en'], { type: 'region', fallback: 'code' });
const languages = new Intl.DisplayNames(['en'], { type: 'language', fallback: 'code' });

export function countryName(code: string): string {
  try {
    return regions.of(code.toUpperCase()) ?? code;
  } catch {
    return code;
  }
}

export function languageName(code: string): string {
  try {
    return languages.of(code) ?? code;
  } catch {
    return code;
  }
}

export type Unit = { one: string; many: string } | { currency: string };

const OPS: Record<Compare['op'], string> = {
  at_least: 'at least',
  at_most: 'at most',
  exactly: 'exactly',
  not: 'anything but',
  more_than: 'more than',
  less_than: 'less than',
  between: 'between',
  top: 'in the top',
  bottom: 'in the bottom',
};

/** Ranks compare people with each other: only where a person has one figure. */
export const opChoices = (ranks: boolean) =>
  (Object.keys(OPS) as Compare['op'][])
    .filter((op) => ranks || (op !== 'top' && op !== 'bottom'))
    .map((value) => ({ value, label: OPS[value] }));

export function amountWords(value: number, unit: Unit): string {
  if ('currency' in unit)
    return money({ minor: value, currency: unit.currency }).replace(/\.00$/, '');
  if (unit.one === 'time' && value === 1) return 'once';
  if (unit.one === 'time' && value === 2) return 'twice';
  return `${count(value)} ${noun(value, unit.one, unit.many)}`;
}

export function compareWords(c: Compare, unit: Unit): string {
  if (c.op === 'top' || c.op === 'bottom') return `${OPS[c.op]} ${count(c.percent)}%`;
  if (c.op !== 'between') return `${OPS[c.op]} ${amountWords(c.value, unit)}`;
  const [low, high] = [Math.min(c.from, c.to), Math.max(c.from, c.to)];
  const first = 'currency' in unit ? amountWords(low, unit) : count(low);
  return `${first} to ${'currency' in unit ? amountWords(high, unit) : `${count(high)} ${unit.many}`}`;
}

const days = (n: number) => `${count(n)} ${noun(n, 'day')}`;

export function windowWords(w: Span): string {
  switch (w.kind) {
    case 'ever':
      return 'at any time';
    case 'last_days':
      return w.days === 1 ? 'today' : `in the last ${days(w.days)}`;
    case 'last_weeks':
      return `in the last ${count(w.weeks)} ${noun(w.weeks, 'week')}`;
    case 'last_months':
      return `in the last ${count(w.months)} ${noun(w.months, 'month')}`;
    case 'same_day_last_year':
      return w.around === 0
        ? 'on this day last year'
        : `within ${days(w.around)} of this day last year`;
    case 'over_days_ago':
      return `more than ${days(w.days)} ago`;
    case 'days_ago':
      return `between ${count(Math.min(w.from, w.to))} and ${days(Math.max(w.from, w.to))} ago`;
    case 'before':
      return `before ${date(w.day)}`;
    case 'after':
      return `after ${date(w.day)}`;
    case 'between':
      return `from ${date(w.from)} to ${date(w.to)}`;
  }
}

/** "Germany, Austria or Switzerland"; long lists are cut. */
export function either(parts: string[], nothing: string): string {
  if (parts.length === 0) return nothing;
  const shown =
    parts.length > 4 ? [...parts.slice(0, 3), `${count(parts.length - 3)} more`] : parts;
  return new Intl.ListFormat('en-GB', { type: 'disjunction' }).format(shown);
}
