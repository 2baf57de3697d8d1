import { describe, expect, it } from 'vitest';
import { byName, changedLast, shownOf, type Kept, type Place } from './kept';

const row = (id: number, name: string, more: Partial<Kept> = {}): Kept => ({
  ...{ id, name, updated_at: 100 - id, folder: null, archived: false },
  ...more,
});
const all = [
  row(1, 'ünder'),
  row(2, 'Candles', { folder: 7 }),
  row(3, 'Old', { archived: true, folder: 7 }),
];
const text = (r: Kept) => `${r.name} People who like ${r.name}.`;
const names = (place: Place, search: string, by = byName) =>
  shownOf(all, place, search, text, by).map((s) => s.name);

describe('what a list of documents shows', () => {
  it('keeps places apart and orders them', () => {
    expect(names('all', '')).toEqual(['Candles', 'ünder']);
    expect(names('all', '', changedLast)).toEqual(['ünder', 'Candles']);
    expect(names('all', '', () => 0)).toEqual(['Candles', 'ünder']);
    expect(names(7, '')).toEqual(['Candles']);
    expect(names('archive', '')).toEqual(['Old']);
  });
  it('searches all that is said of them, every word of it', () => {
    expect(names('all', 'LIKE can')).toEqual(['Candles']);
    expect(names('all', 'Ünd')).toEqual(['ünder']);
    expect(names('all', 'old')).toEqual([]);
  });
});
