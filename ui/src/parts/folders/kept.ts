/** A saved document as a list shows it, and which of them are shown in which order. Plain values: lists are short. */

export type KeptKind = 'segment' | 'email';

export type Kept = {
  id: number;
  name: string;
  folder: number | null;
  archived: boolean;
  updated_at: number;
};

/** All that are not archived, those of one folder, or the archive. */
export type Place = 'all' | 'archive' | number;

export type Order<T extends Kept> = { label: string; by: (a: T, b: T) => number };

export const byName = (a: Kept, b: Kept): number => a.name.localeCompare(b.name);
export const changedLast = (a: Kept, b: Kept): number => b.updated_at - a.updated_at;

/** Every word of the search must occur in `text`; what is equal goes by name. */
export function shownOf<T extends Kept>(
  all: T[],
  place: Place,
  search: string,
  text: (row: T) => string,
  by: Order<T>['by'],
): T[] {
  const words = search.toLocaleLowerCase().split(/\s+/).filter(Boolean);
  const fits = (row: T) => {
    if (row.archived !== (place === 'archive')) return false;
    if (typeof place === 'number' && row.folder !== place) return false;
    const said = text(row).toLocaleLowerCase();
    return words.every((w) => said.includes(w));
  };
  return all.filter(fits).sort((a, b) => by(a, b) || byName(a, b));
}
