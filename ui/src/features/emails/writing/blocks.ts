/**
 * Blocks as a tree: a list of blocks, where a block (or one of its variants) may hold columns, each a list again. Every
 * change makes a new tree; what did not change stays the same object. Pure.
 */
import type { BlockContent, Email, EmailBlock } from '../../../api';

/** Names a list: the letter itself, or a column of the block or variant with this id. */
export const ROOT = '';
export const cellKey = (owner: string, cell: number): string => `${owner}:${String(cell)}`;

/** Before the block at `index` of a list. */
export type Spot = { list: string; index: number };

/** Where a block stands; `block` holds it when a variant's id was asked for. */
export type Found = { block: EmailBlock; spot: Spot; size: number };

type EachList = (list: EmailBlock[], key: string) => EmailBlock[];

/** Every list, the inner ones first. */
export function mapLists(blocks: EmailBlock[], f: EachList, key = ROOT): EmailBlock[] {
  const inner = blocks.map((block) => {
    const content = mapCells(block.content, block.id, f);
    const variants = block.variants?.map((v) => {
      const next = mapCells(v.content, v.id, f);
      return next === v.content ? v : { ...v, content: next };
    });
    const same = content === block.content && sameItems(variants, block.variants);
    return same ? block : { ...block, content, ...(variants ? { variants } : {}) };
  });
  return f(sameItems(inner, blocks) ? blocks : inner, key);
}

function mapCells(content: BlockContent, owner: string, f: EachList): BlockContent {
  if (content.kind !== 'columns') return content;
  const cells = content.cells.map((cell, i) => mapLists(cell, f, cellKey(owner, i)));
  return sameItems(cells, content.cells) ? content : { ...content, cells };
}

const sameItems = <T>(a: T[] | undefined, b: T[] | undefined): boolean =>
  a === b || (a?.length === b?.length && (a ?? []).every((item, i) => item === b?.[i]));

const holds = (block: EmailBlock, id: string): boolean =>
  block.id === id || (block.variants ?? []).some((v) => v.id === id);

/** By the id of a block or of one of its variants. */
export function find(blocks: EmailBlock[], id: string): Found | null {
  let found: Found | null = null;
  mapLists(blocks, (list, key) => {
    const index = list.findIndex((b) => holds(b, id));
    const block = list[index];
    if (block) found = { block, spot: { list: key, index }, size: list.length };
    return list;
  });
  return found;
}

/** The list of that name; nothing when its block is gone. */
export function listAt(blocks: EmailBlock[], key: string): EmailBlock[] | null {
  let out: EmailBlock[] | null = null;
  mapLists(blocks, (list, own) => {
    if (own === key) out = list;
    return list;
  });
  return out;
}

export const change = (
  blocks: EmailBlock[],
  id: string,
  f: (block: EmailBlock) => EmailBlock,
): EmailBlock[] =>
  mapLists(blocks, (list) =>
    list.some((b) => holds(b, id)) ? list.map((b) => (holds(b, id) ? f(b) : b)) : list,
  );

export const remove = (blocks: EmailBlock[], id: string): EmailBlock[] =>
  mapLists(blocks, (list) =>
    list.some((b) => b.id === id) ? list.filter((b) => b.id !== id) : list,
  );

export const insert = (blocks: EmailBlock[], { list, index }: Spot, block: EmailBlock) =>
  mapLists(blocks, (own, key) =>
    key === list ? [...own.slice(0, index), block, ...own.slice(index)] : own,
  );

/** Ids of blocks and variants, and of the subject's variants: each is there once. */
export function idsOf(email: Pick<Email, 'blocks' | 'head_variants'>): Set<string> {
  const ids = new Set((email.head_variants ?? []).map((v) => v.id));
  mapLists(email.blocks, (list) => {
    for (const block of list) {
      ids.add(block.id);
      for (const v of block.variants ?? []) ids.add(v.id);
    }
    return list;
  });
  return ids;
}

export function freeId(used: ReadonlySet<string>, word: string): string {
  let n = 1;
  while (used.has(`${word}-${String(n)}`)) n += 1;
  return `${word}-${String(n)}`;
}
