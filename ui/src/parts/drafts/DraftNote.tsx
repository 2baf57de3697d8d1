/** Says that unsaved changes of another time are back, with the way to let them go (which can be undone). */
import { Button } from '@mantine/core';
import { useState } from 'react';
import { date } from '../../format';
import { Note } from '../Note';

export type DraftNoteProps = {
  keptAt: number;
  /** Back to what is saved; null where nothing is. */
  onDiscard: (() => void) | null;
};

export function DraftNote({ keptAt, onDiscard }: DraftNoteProps) {
  const [open, setOpen] = useState(true);
  if (!open) return null;
  return (
    <Note
      actions={
        <>
          <Button
            variant="subtle"
            size="compact-sm"
            onClick={() => {
              setOpen(false);
            }}
          >
            Go on
          </Button>
          {onDiscard && (
            <Button
              variant="subtle"
              size="compact-sm"
              onClick={() => {
                setOpen(false);
                onDiscard();
              }}
            >
              Discard them
            </Button>
          )}
        </>
      }
    >
      Your unsaved changes from {date(keptAt, 'time')} are back.
    </Note>
  );
}
