/** What “… more” offers, and what stays of a question when another is asked in its place. */
import type { Measure } from '../../../../api';
import { filtersOf, isGiven } from './filters';
import type { Extra } from './MoreToken';
import type { Reading } from './reading';
import type { FilterEditing } from './useFilter';

/** What the rows can still be asked to be; `places` stand in the phrase already. */
export const addable = (editing: FilterEditing, places: string[]): Extra[] =>
  filtersOf(editing.what)
    .filter(
      ({ key }) => key === 'properties' || !(isGiven(editing.filter, key) || places.includes(key)),
    )
    .map((f) => ({
      label: f.label,
      hint: f.hint,
      group: 'Only those with',
      act: () => {
        editing.add(f.key);
      },
    }));

export const said = (r: Reading) => ({ label: r.label, hint: r.hint });

/** The new question with the comparison of the old one, where both count the same. */
export function kept(next: Measure, old: Measure): Measure {
  if (!('compare' in next && 'compare' in old)) return next;
  const same =
    'number' in next === 'number' in old &&
    (!('number' in next) || !('number' in old) || next.number === old.number);
  return same && next.of !== 'gap' && old.of !== 'gap' ? { ...next, compare: old.compare } : next;
}
