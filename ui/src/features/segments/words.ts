/** The words of the editor's tokens: how a number, a window, a list is said inside a phrase. */
import type { Number as Compare, Window as Span } from '../../api';
import { count, date, minorDigits, money, noun } from '../../format';

/** What a number counts. `rank` says by what people are ranked: "in the top 10% by number of orders". */
export type Unit = (
  { one: string; many: string } | { currency: string } | { stars: true } | { percent: true }
) & { rank?: string };

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
    .map((value) => ({
      value,
      label: value === 'top' || value === 'bottom' ? `${OPS[value]} … percent` : OPS[value],
    }));

export const digitsOf = (unit: Unit): number =>
  'currency' in unit ? minorDigits(unit.currency) : 0;

/** How many of the saved number make one of what is shown. */
export const scaleOf = (unit: Unit): number => 10 ** digitsOf(unit);

export function amountWords(value: number, unit: Unit): string {
  if ('currency' in unit)
    return money({ minor: value, currency: unit.currency }).replace(/\.00$/, '');
  if ('percent' in unit) return `${count(value)}%`;
  if ('stars' in unit) return `${count(value)} ${noun(value, 'star')}`;
  if (unit.one === 'time' && value === 1) return 'once';
  if (unit.one === 'time' && value === 2) return 'twice';
  return `${count(value)} ${noun(value, unit.one, unit.many)}`;
}

export function compareWords(c: Compare, unit: Unit): string {
  if (c.op === 'top' || c.op === 'bottom')
    return `${OPS[c.op]} ${count(c.percent)}%${unit.rank ? ` by ${unit.rank}` : ''}`;
  if (c.op !== 'between') return `${OPS[c.op]} ${amountWords(c.value, unit)}`;
  const [low, high] = [Math.min(c.from, c.to), Math.max(c.from, c.to)];
  if ('one' in unit) return `${count(low)} to ${count(high)} ${unit.many}`;
  if ('stars' in unit) return `${count(low)} to ${count(high)} stars`;
  return `${amountWords(low, unit)} to ${amountWords(high, unit)}`;
}

/** 1st is "first"; from the eleventh on in figures. */
export function ordinal(n: number): string {
  const words = [
    'first',
    'second',
    'third',
    'fourth',
    'fifth',
    'sixth',
    'seventh',
    'eighth',
    'ninth',
    'tenth',
  ];
  const word = words[n - 1];
  if (word) return word;
  const rule = new Intl.PluralRules('en-GB', { type: 'ordinal' }).select(n);
  const ends: Partial<Record<string, string>> = { one: 'st', two: 'nd', few: 'rd' };
  return `${count(n)}${ends[rule] ?? 'th'}`;
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
