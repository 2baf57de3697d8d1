/**
 * The small words of every table and sentence: a count with its noun, an amount, a date. They only
 * format (see src/format) and add what a machine can read. They choose no colour and compute nothing.
 */
import { date, daysAgo, isoOf, money, NOTHING, plural } from '../format';
import type { DateShape, MoneyOptions, MoneyValue, When } from '../format';

export type CountProps = { value: number | null | undefined; one: string; many?: string };

export function Count({ value, one, many }: CountProps) {
  return <>{value == null ? NOTHING : plural(value, one, many)}</>;
}

export type MoneyProps = MoneyOptions & { value: MoneyValue | null | undefined };

export function Money({ value, ...options }: MoneyProps) {
  return <span style={{ whiteSpace: 'nowrap' }}>{money(value, options)}</span>;
}

export type DateTextProps = { when: When | null | undefined; shape?: DateShape; ago?: boolean };

/** With `ago` it says "12 days ago" and keeps the date for the pointer. */
export function DateText({ when, shape = 'day', ago = false }: DateTextProps) {
  if (when == null) return <>{NOTHING}</>;
  return (
    <time dateTime={isoOf(when)} title={date(when, ago ? shape : 'long')}>
      {ago ? daysAgo(when) : date(when, shape)}
    </time>
  );
}
