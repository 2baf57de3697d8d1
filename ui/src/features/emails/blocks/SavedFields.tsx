/** At a shared block: where else it stands, and the way to make it this email's own. */
import { Button } from '@mantine/core';
import { useDesk } from '../desk/desk';
import { useSavedBlocks } from '../saved/queries';
import { find, idsOf } from '../writing/blocks';
import { copyOf } from '../writing/copies';
import { useLetter } from '../writing/useLetter';
import type { ContentOf } from './types';
import styles from './panel.module.css';

export function SavedFields({ content }: { content: ContentOf<'saved'> }) {
  const { email, selected } = useDesk();
  const letter = useLetter();
  const saved = useSavedBlocks().data?.find((b) => b.id === content.block);
  if (!saved?.block) return null;
  const { block, used_in } = saved;
  const unlink = () => {
    const here = selected === null ? null : find(email.blocks, selected)?.block;
    if (!here || here.content.kind !== 'saved') return;
    const { copy } = copyOf(block, idsOf(email));
    const own = { ...copy, id: here.id };
    const only_for = here.only_for ?? block.only_for;
    letter.setBlock(here.id, only_for ? { ...own, only_for } : own, 'make a shared block its own');
  };
  return (
    <div className={styles.row}>
      <span className={styles.label}>
        {used_in.length === 0 ? 'Not in any other email yet' : `Also in ${used_in.join(', ')}`}
      </span>
      <Button size="compact-xs" variant="subtle" onClick={unlink}>
        Make it this email’s own
      </Button>
    </div>
  );
}
