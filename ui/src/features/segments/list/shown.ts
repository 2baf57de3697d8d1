/** Which of the saved segments are shown, and in which order. Plain values; the list is short enough to sift at each key. */
import type { SegmentRow } from '../../../api';

/** All that are not archived, those of one folder, or the archive. */
export type Place = 'all' | 'archive' | number;
export type Sort = 'name' | 'people' | 'changed';

export function shownOf(all: SegmentRow[], place: Place, search: string, sort: Sort): SegmentRow[] {
  const words = search.toLocaleLowerCase().split(/\s+/).filter(Boolean);
  const fits = (s: SegmentRow) => {
    if (s.archived !== (place === 'archive')) return false;
    if (typeof place === 'number' && s.folder !== place) return false;
    const text = `${s.name} ${s.sentence}`.toLocaleLowerCase();
    return words.every((w) => text.includes(w));
  };
  const by: Record<Sort, (a: SegmentRow, b: SegmentRow) => number> = {
    name: (a, b) => a.name.localeCompare(b.name),
    people: (a, b) => (b.count ?? -1) - (a.count ?? -1),
    changed: (a, b) => b.updated_at - a.updated_at,
  };
  return all.filter(fits).sort((a, b) => by[sort](a, b) || a.name.localeCompare(b.name));
}
