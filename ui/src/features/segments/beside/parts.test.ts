import { describe, expect, it } from 'vitest';
import type { OverlapPart, OverlapSet } from '../../../api';
import { partHref, partWords } from './parts';

const set = (name: string): OverlapSet => ({ id: null, name, people: 1, with_first: 1 });
const part = (...within: boolean[]): OverlapPart => ({
  within,
  people: 1,
  definition: { version: 1, root: { type: 'group', match: 'all', children: [] } },
});

describe('an intersection', () => {
  it('is said by the segments that hold it', () => {
    const three = [set('A'), set('B'), set('C “d”')];
    expect(partWords(three, part(true, false, false))).toBe('Only in A');
    expect(partWords(three, part(true, false, true))).toBe('In A and C “d”');
    expect(partWords(three, part(true, true, true))).toBe('In all 3');
    expect(partWords(three.slice(1), part(true, true))).toBe('In both');
  });

  it('leads to a segment of its own', () => {
    expect(partHref(part(true))).toMatch(/^\/segments\/new\/%257B%2522version/);
  });
});
