/** Where a block may go, and the blocks after it went: for the mouse and the keyboard alike. Pure. */
import type { EmailBlock } from '../../../api';
import { cellKey, find, insert, listAt, mapLists, remove, ROOT, type Spot } from './blocks';

/** What a column cannot hold, whatever is in it. */
const ONLY_OUTSIDE = new Set(['columns', 'products', 'mjml']);

export const fitsColumn = (block: EmailBlock): boolean =>
  [block.content, ...(block.variants ?? []).map((v) => v.content)].every(
    (c) => !ONLY_OUTSIDE.has(c.kind),
  );

/** False where nothing would change, inside itself, and where a column cannot hold it. */
export function mayGo(blocks: EmailBlock[], id: string, spot: Spot): boolean {
  const found = find(blocks, id);
  if (!found || found.block.id !== id || listAt(blocks, spot.list) === null) return false;
  if (spot.list !== ROOT && !fitsColumn(found.block)) return false;
  if (found.spot.list !== spot.list) return true;
  return spot.index !== found.spot.index && spot.index !== found.spot.index + 1;
}

/** The blocks with this one there; `null` where it may not go. */
export function moveTo(blocks: EmailBlock[], id: string, spot: Spot): EmailBlock[] | null {
  const found = find(blocks, id);
  if (!found || !mayGo(blocks, id, spot)) return null;
  const behind = found.spot.list === spot.list && found.spot.index < spot.index;
  const there = behind ? { ...spot, index: spot.index - 1 } : spot;
  return insert(remove(blocks, id), there, found.block);
}

export type Way = 'up' | 'down' | 'in' | 'out';

/** Where a key leads: Alt+↑ ↓ within its list, Alt+→ into the next column, Alt+← out to the one before or the letter. */
export function spotBy(blocks: EmailBlock[], id: string, way: Way): Spot | null {
  const found = find(blocks, id);
  if (!found) return null;
  const { list, index } = found.spot;
  if (way === 'up') return index > 0 ? { list, index: index - 1 } : null;
  if (way === 'down') return index + 1 < found.size ? { list, index: index + 2 } : null;
  const cell = cellOf(list);
  if (way === 'in') return cell ? nextCell(blocks, list) : beside(blocks, index);
  if (!cell) return null;
  if (cell.index > 0) return endOf(blocks, cellKey(cell.owner, cell.index - 1));
  const around = find(blocks, cell.owner);
  return around && { list: around.spot.list, index: around.spot.index };
}

function cellOf(list: string): { owner: string; index: number } | null {
  const colon = list.lastIndexOf(':');
  return colon < 0 ? null : { owner: list.slice(0, colon), index: Number(list.slice(colon + 1)) };
}

function endOf(blocks: EmailBlock[], key: string): Spot | null {
  const list = listAt(blocks, key);
  return list && { list: key, index: list.length };
}

/** From the last column it goes on behind the columns. */
function nextCell(blocks: EmailBlock[], list: string): Spot | null {
  const cell = cellOf(list);
  if (!cell) return null;
  const next = endOf(blocks, cellKey(cell.owner, cell.index + 1));
  if (next) return next;
  const around = find(blocks, cell.owner);
  return around && { list: around.spot.list, index: around.spot.index + 1 };
}

/** The columns before it, else those after it. */
function beside(blocks: EmailBlock[], index: number): Spot | null {
  const before = blocks[index - 1];
  if (before?.content.kind === 'columns') {
    return endOf(blocks, cellKey(before.id, before.content.cells.length - 1));
  }
  const after = blocks[index + 1];
  return after?.content.kind === 'columns' ? { list: cellKey(after.id, 0), index: 0 } : null;
}

/** "place 2 of 5 in the letter", "place 1 of 1 in column 2". */
export function placeWords(blocks: EmailBlock[], { list, index }: Spot): string {
  const size = listAt(blocks, list)?.length ?? 0;
  const cell = cellOf(list);
  const inside = cell ? `column ${String(cell.index + 1)}` : 'the letter';
  return index >= size ? `the end of ${inside}` : `place ${String(index + 1)} of ${inside}`;
}

/** How many blocks there are, those in columns, too. */
export function countBlocks(blocks: EmailBlock[]): number {
  let n = 0;
  mapLists(blocks, (list) => {
    n += list.length;
    return list;
  });
  return n;
}
