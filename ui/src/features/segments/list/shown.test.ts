import { describe, expect, it } from 'vitest';
import type { SegmentRow } from '../../../api';
import { shownOf } from './shown';

const row = (id: number, name: string, more: Partial<SegmentRow> = {}): SegmentRow => ({
  ...{ id, name, sentence: `People who like ${name}.`, count: id, of: 10, problem: null },
  ...{ updated_at: 100 - id, folder: null, archived: false },
  ...more,
});
const all = [
  row(1, 'ünder'),
  row(2, 'Candles', { folder: 7 }),
  row(3, 'Old', { archived: true, folder: 7 }),
];
const names = (...asked: [Parameters<typeof shownOf>[1], string, Parameters<typeof shownOf>[3]]) =>
  shownOf(all, ...asked).map((s) => s.name);

describe('what the list shows', () => {
  it('keeps places apart and orders them', () => {
    expect(names('all', '', 'name')).toEqual(['Candles', 'ünder']);
    expect(names('all', '', 'changed')).toEqual(['ünder', 'Candles']);
    expect(names('all', '', 'people')).toEqual(['Candles', 'ünder']);
    expect(names(7, '', 'name')).toEqual(['Candles']);
    expect(names('archive', '', 'name')).toEqual(['Old']);
  });
  it('searches names and sentences, every word of it', () => {
    expect(names('all', 'LIKE can', 'name')).toEqual(['Candles']);
    expect(names('all', 'Ünd', 'name')).toEqual(['ünder']);
    expect(names('all', 'old', 'name')).toEqual([]);
  });
});
