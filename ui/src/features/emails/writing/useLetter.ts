/**
 * What can be done to the blocks of the email on the desk; each is one step that can be undone. The actions are the
 * same always and ask the desk when they act, so that no block is drawn anew because another one changed.
 */
import { useMemo } from 'react';
import type { BlockContent, EmailBlock } from '../../../api';
import { showUndo } from '../../../parts';
import { useDeskNow, type Desk } from '../desk/desk';
import { blankContent, KIND_NAMES, type Kind } from '../draft';
import * as tree from './blocks';
import { copyOf, translated } from './copies';
import { followBlock, focusBlock } from './focus';
import { fitsColumn, mayGo, moveTo, placeWords, spotBy, type Way } from './moves';

const nameOf = (block: EmailBlock) => KIND_NAMES[block.content.kind].toLowerCase();

export function useLetter() {
  const now = useDeskNow();
  return useMemo(() => actions(now), [now]);
}

function actions(now: () => Desk) {
  const set = (next: EmailBlock[], what: string, key?: string) => {
    now().change((email) => ({ ...email, blocks: next }), what, key);
  };
  /** Behind what is selected, else at the end of the letter; columns stay out of columns. */
  const spotFor = (block: EmailBlock): tree.Spot => {
    const { selected, email } = now();
    const { blocks } = email;
    const here = selected === null ? null : tree.find(blocks, selected);
    if (!here) return { list: tree.ROOT, index: blocks.length };
    if (here.spot.list === tree.ROOT || fitsColumn(block)) {
      return { list: here.spot.list, index: here.spot.index + 1 };
    }
    const owner = here.spot.list.slice(0, here.spot.list.lastIndexOf(':'));
    const around = tree.find(blocks, owner);
    return { list: tree.ROOT, index: (around?.spot.index ?? blocks.length - 1) + 1 };
  };
  const put = (block: EmailBlock, spot: tree.Spot | null, what: string) => {
    const { email, select } = now();
    set(tree.insert(email.blocks, spot ?? spotFor(block), block), what);
    select(block.id);
    focusBlock(block.id);
  };
  const place = (id: string, spot: tree.Spot | null) => {
    const { email, say } = now();
    const { blocks } = email;
    const next = spot && moveTo(blocks, id, spot);
    const found = tree.find(blocks, id);
    if (!next || !found) {
      say('It cannot go there.');
      return;
    }
    followBlock(id);
    set(next, `move ${article(nameOf(found.block))}`);
    const there = tree.find(next, id);
    if (there) say(`Now ${placeWords(next, there.spot)}.`);
  };
  return {
    put,
    add: (kind: Kind, spot: tree.Spot | null = null) => {
      const id = tree.freeId(tree.idsOf(now().email), kind.replace('_', '-'));
      const block = { id, content: blankContent(kind) };
      put(block, spot, `add ${article(nameOf(block))}`);
    },
    addSaved: (saved: number, spot: tree.Spot | null = null) => {
      const id = tree.freeId(tree.idsOf(now().email), 'shared');
      put({ id, content: { kind: 'saved', block: saved } }, spot, 'add a shared block');
    },
    /** `owner` is a block's or a variant's id. */
    setContent: (owner: string, content: BlockContent, key?: string) => {
      now().change(
        (email) => ({
          ...email,
          blocks: tree.change(email.blocks, owner, (b) => withContent(b, owner, content)),
        }),
        `change ${article(KIND_NAMES[content.kind].toLowerCase())}`,
        key && `${owner} ${key}`,
      );
    },
    setBlock: (id: string, block: EmailBlock, what: string) => {
      set(
        tree.change(now().email.blocks, id, () => block),
        what,
      );
    },
    remove: (block: EmailBlock) => {
      const { email, select, change } = now();
      const found = tree.find(email.blocks, block.id);
      set(tree.remove(email.blocks, block.id), `remove ${article(nameOf(block))}`);
      select(null);
      if (!found) return;
      showUndo({
        message: `The ${nameOf(block)} was removed.`,
        onUndo: () => {
          change(
            (then) => {
              if (tree.idsOf(then).has(block.id)) return then;
              const list = tree.listAt(then.blocks, found.spot.list);
              const spot = list ? found.spot : { list: tree.ROOT, index: then.blocks.length };
              return { ...then, blocks: tree.insert(then.blocks, spot, block) };
            },
            `bring back ${article(nameOf(block))}`,
          );
        },
      });
    },
    duplicate: (block: EmailBlock) => {
      const { email, change, select } = now();
      const found = tree.find(email.blocks, block.id);
      if (!found) return;
      const { copy, ids } = copyOf(block, tree.idsOf(email));
      const spot = { ...found.spot, index: found.spot.index + 1 };
      change(
        (then) => translated({ ...then, blocks: tree.insert(then.blocks, spot, copy) }, ids),
        `duplicate ${article(nameOf(block))}`,
      );
      select(copy.id);
      focusBlock(copy.id);
    },
    place,
    move: (id: string, way: Way) => {
      place(id, spotBy(now().email.blocks, id, way));
    },
    mayMove: (id: string, way: Way) => {
      const { blocks } = now().email;
      const spot = spotBy(blocks, id, way);
      return spot !== null && mayGo(blocks, id, spot);
    },
  };
}

export type LetterActions = ReturnType<typeof useLetter>;

export const article = (noun: string): string =>
  /^(?:columns|products|social links|one product)$/.test(noun)
    ? noun
    : `${/^[aeio]/.test(noun) ? 'an' : 'a'} ${noun}`;

function withContent(block: EmailBlock, owner: string, content: BlockContent): EmailBlock {
  if (block.id === owner) return { ...block, content };
  const variants = (block.variants ?? []).map((v) => (v.id === owner ? { ...v, content } : v));
  return { ...block, variants };
}
