/** The versions of a block. */
import type { EmailBlock } from '../../../api';
import { useDeskNow } from '../desk/desk';
import { KIND_NAMES } from '../draft';
import { article, useLetter } from '../writing/useLetter';
import { moved } from './variants';
import { Versions } from './Versions';

export function VariantTabs({ block, owner }: { block: EmailBlock; owner: string }) {
  const now = useDeskNow();
  const letter = useLetter();
  const variants = block.variants ?? [];
  const noun = article(KIND_NAMES[block.content.kind].toLowerCase());
  const set = (next: typeof variants, what: string) => {
    letter.setBlock(block.id, { ...block, variants: next }, `${what} of ${noun}`);
  };
  return (
    <Versions
      label="Versions of this block"
      versions={variants}
      shown={owner === block.id ? null : owner}
      onShow={(id) => {
        now().select(id ?? block.id);
      }}
      onMove={(id, by) => {
        const next = moved(variants, id, by);
        if (next === variants) {
          now().say('It cannot go there.');
          return;
        }
        set(next, 'change the order of the versions');
        now().say(`Now asked for at place ${String(next.findIndex((v) => v.id === id) + 1)}.`);
      }}
      onRemove={(id) => {
        set(
          variants.filter((v) => v.id !== id),
          'remove a version',
        );
        now().select(block.id);
      }}
      onAudience={(id, only_for) => {
        set(
          variants.map((v) => (v.id === id ? { ...v, only_for } : v)),
          'change who gets a version',
        );
      }}
    />
  );
}
