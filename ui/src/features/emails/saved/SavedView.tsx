/** A shared block in the letter: its name and how it begins. It is edited for all emails at once, in a dialog. */
import { useState } from 'react';
import { plural } from '../../../format';
import { KIND_NAMES, summary } from '../draft';
import { useSavedBlocks } from './queries';
import { SharedDialog } from './SharedDialog';
import styles from '../writing/letter.module.css';

export function SavedView({ id }: { id: number }) {
  const saved = useSavedBlocks();
  const [open, setOpen] = useState(false);
  const block = saved.data?.find((b) => b.id === id);
  if (!saved.data) return <p className={styles.drawn}>…</p>;
  if (!block) {
    return (
      <p className={styles.drawn}>This shared block was deleted. Nobody sees anything here.</p>
    );
  }
  const content = block.block?.content;
  return (
    <>
      <button
        type="button"
        className={styles.source}
        onClick={() => {
          setOpen(true);
        }}
      >
        <b>
          <bdi>{block.name}</bdi>
        </b>
        <code>{content ? `${KIND_NAMES[content.kind]}: ${summary(content)}` : block.problem}</code>
        <span>Edit it for {plural(Math.max(1, block.used_in.length), 'email')}</span>
      </button>
      {open && block.block && (
        <SharedDialog
          saved={{ ...block, block: block.block }}
          onClose={() => {
            setOpen(false);
          }}
        />
      )}
    </>
  );
}
