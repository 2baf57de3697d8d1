/** Copies of blocks with ids of their own, and the translations that go with them. Pure. */
import type { BlockContent, Email, EmailBlock } from '../../../api';
import { freeId, idsOf } from './blocks';

export type Copy<T> = {
  copy: T;
  /** The old id and the new one of each block and variant in it. */
  ids: Map<string, string>;
};

const word = (content: BlockContent) => content.kind.replace('_', '-');

export function copyOf(block: EmailBlock, used: ReadonlySet<string>): Copy<EmailBlock> {
  const taken = new Set(used);
  const ids = new Map<string, string>();
  const copy = copied(block, taken, ids);
  return { copy, ids };
}

export function contentCopy(content: BlockContent, used: ReadonlySet<string>): Copy<BlockContent> {
  const ids = new Map<string, string>();
  return { copy: inner(content, new Set(used), ids), ids };
}

function copied(block: EmailBlock, taken: Set<string>, ids: Map<string, string>): EmailBlock {
  const id = renamed(block.id, block.content, taken, ids);
  const variants = block.variants?.map((v) => ({
    ...v,
    id: renamed(v.id, v.content, taken, ids),
    content: inner(v.content, taken, ids),
  }));
  return {
    ...block,
    id,
    content: inner(block.content, taken, ids),
    ...(variants ? { variants } : {}),
  };
}

function renamed(old: string, content: BlockContent, taken: Set<string>, ids: Map<string, string>) {
  const id = freeId(taken, word(content));
  taken.add(id);
  ids.set(old, id);
  return id;
}

function inner(content: BlockContent, taken: Set<string>, ids: Map<string, string>): BlockContent {
  if (content.kind !== 'columns') return content;
  return { ...content, cells: content.cells.map((c) => c.map((b) => copied(b, taken, ids))) };
}

/** The email with the translations of what was copied, under the new names. */
export function translated(email: Email, ids: ReadonlyMap<string, string>): Email {
  const all = email.translations;
  if (!all) return email;
  const more = (words: Record<string, string>) => {
    const out = { ...words };
    for (const [place, said] of Object.entries(words)) {
      const dot = place.indexOf('.');
      const id = ids.get(place.slice(0, Math.max(0, dot)));
      if (id !== undefined) out[id + place.slice(dot)] = said;
    }
    return out;
  };
  const each = (of: typeof all) =>
    Object.fromEntries(Object.entries(of).map(([l, words]) => [l, more(words)]));
  const from = email.translated_from;
  return {
    ...email,
    translations: each(all),
    ...(from ? { translated_from: each(from) } : {}),
  };
}

/** A block put in from elsewhere: with ids that this email does not use yet. */
export const adopted = (email: Email, block: EmailBlock): EmailBlock =>
  copyOf(block, idsOf(email)).copy;
