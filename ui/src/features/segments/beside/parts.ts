/** An intersection of segments in words, and the way to it as a segment of its own. */
import type { OverlapPart, OverlapSet } from '../../../api';
import { list } from '../../../format';
import { givenPath } from '../given';

export function partWords(sets: OverlapSet[], part: OverlapPart): string {
  const names = sets.filter((_, i) => part.within[i]).map((s) => s.name);
  if (names.length === sets.length)
    return names.length === 2 ? 'In both' : `In all ${String(names.length)}`;
  return `${names.length === 1 ? 'Only in' : 'In'} ${list(names)}`;
}

export const partHref = (part: OverlapPart): string => givenPath(JSON.stringify(part.definition));
