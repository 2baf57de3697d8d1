/** A kind of condition as the menu shows it, and short ways to begin one of what people did. */
import type { Activity, Measure, What, Window as Span } from '../../../api';
import type { Leaf } from '../tree';

export type Kind = { group: string; label: string; hint: string; make: () => Leaf };

export const once = { op: 'at_least', value: 1 } as const;
export const often = { of: 'count', compare: once } as const;
export const lately = (days: number): Span => ({ kind: 'last_days', days });

export function did(
  group: string,
  label: string,
  hint: string,
  what: What,
  measure: Measure,
  rest: Pick<Activity, 'filter' | 'window'> = {},
): Kind {
  return { group, label, hint, make: () => ({ type: 'activity', what, measure, ...rest }) };
}
