/** The kinds of stretches of days as they are offered, and a first form of each. */
import type { Window as Span } from '../../../api';
import { shopFormat } from '../../../format';

export const KINDS: { value: Span['kind']; label: string }[] = [
  { value: 'ever', label: 'at any time' },
  { value: 'last_days', label: 'in the last … days' },
  { value: 'last_weeks', label: 'in the last … weeks' },
  { value: 'last_months', label: 'in the last … months' },
  { value: 'over_days_ago', label: 'more than … days ago' },
  { value: 'days_ago', label: 'between … and … days ago' },
  { value: 'before', label: 'before a day' },
  { value: 'after', label: 'after a day' },
  { value: 'between', label: 'from one day to another' },
  { value: 'same_day_last_year', label: 'around this day last year' },
];

/** A window of another kind, with what can be kept of the old one. */
export function blank(kind: Span['kind'], old: Span): Span {
  const today = shopFormat().today ?? new Date().toISOString().slice(0, 10);
  const days = 'days' in old ? old.days : 90;
  switch (kind) {
    case 'ever':
      return { kind };
    case 'last_days':
    case 'over_days_ago':
      return { kind, days };
    case 'last_weeks':
      return { kind, weeks: 'weeks' in old ? old.weeks : 4 };
    case 'last_months':
      return { kind, months: 'months' in old ? old.months : 3 };
    case 'same_day_last_year':
      return { kind, around: 'around' in old ? old.around : 7 };
    case 'days_ago':
      return { kind, from: 30, to: days > 30 ? days : 90 };
    case 'before':
    case 'after':
      return { kind, day: 'day' in old ? old.day : today };
    case 'between':
      return { kind, from: `${today.slice(0, 4)}-01-01`, to: today };
  }
}
