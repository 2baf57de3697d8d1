/** Says that unsaved changes of another time are back, with the way to let them go (which can be undone). */
import { Button } from '@mantine/core';
import { useState } from 'react';
import type { Draft } from '../../api';
import { date } from '../../format';
import type { useSegmentEditor } from './useSegmentEditor';
import styles from './head.module.css';

export type DraftNoteProps = { draft: Draft; editor: ReturnType<typeof useSegmentEditor> };

export function DraftNote({ draft, editor }: DraftNoteProps) {
  const [open, setOpen] = useState(true);
  if (!open) return null;
  return (
    <div className={styles.draft} role="note">
      <span>Your unsaved changes from {date(draft.kept_at, 'time')} are back.</span>
      <span>
        <Button
          variant="subtle"
          size="compact-sm"
          onClick={() => {
            setOpen(false);
          }}
        >
          Go on
        </Button>
        {draft.document !== null && (
          <Button
            variant="subtle"
            size="compact-sm"
            onClick={() => {
              setOpen(false);
              editor.revert();
            }}
          >
            Discard them
          </Button>
        )}
      </span>
    </div>
  );
}
