/** The variants of a block or of the subject: their order says which is taken when several fit. Pure. */
import type { Email, EmailAudience, EmailBlock } from '../../../api';
import { freeId, idsOf } from '../writing/blocks';
import { contentCopy, translated } from '../writing/copies';
import * as tree from '../writing/blocks';

/** The list with one entry moved by so many places; the same list where it cannot. */
export function moved<T extends { id: string }>(list: T[], id: string, by: number): T[] {
  const from = list.findIndex((v) => v.id === id);
  const to = from + by;
  const item = list[from];
  if (!item || to < 0 || to >= list.length || by === 0) return list;
  const out = list.filter((v) => v.id !== id);
  out.splice(to, 0, item);
  return out;
}

export type Added = { email: Email; id: string };

/** A variant that begins as what everybody gets, behind the others. */
export function addVariant(email: Email, block: EmailBlock, only_for: EmailAudience): Added {
  const used = idsOf(email);
  const id = freeId(used, 'variant');
  const { copy, ids } = contentCopy(block.content, new Set([...used, id]));
  const variant = { id, only_for, content: copy };
  const blocks = tree.change(email.blocks, block.id, (b) => ({
    ...b,
    variants: [...(b.variants ?? []), variant],
  }));
  return { email: translated({ ...email, blocks }, new Map([...ids, [block.id, id]])), id };
}

export function addHead(email: Email, only_for: EmailAudience): Added {
  const id = freeId(idsOf(email), 'subject');
  const variant = { id, only_for, subject: email.subject, preheader: email.preheader ?? '' };
  return { email: { ...email, head_variants: [...(email.head_variants ?? []), variant] }, id };
}
