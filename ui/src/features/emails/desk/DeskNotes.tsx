/** Above the desk: unsaved changes that are back, and that the email was saved elsewhere meanwhile. */
import { Button } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import type { Draft, SavedEmail } from '../../../api';
import { date } from '../../../format';
import { DraftNote } from '../../../parts/drafts/DraftNote';
import { Note } from '../../../parts/Note';
import type { useEmailEditor } from './useEmailEditor';
import styles from './desk.module.css';

export type DeskNotesProps = {
  saved: SavedEmail;
  draft: Draft | null;
  editor: ReturnType<typeof useEmailEditor>;
};

export function DeskNotes({ saved, draft, editor }: DeskNotesProps) {
  const client = useQueryClient();
  const { base, replace, isSaved } = editor;
  useEffect(() => {
    // Another window or the terminal may have saved it while this one was behind.
    const look = () => void client.invalidateQueries({ queryKey: ['email', saved.id] });
    window.addEventListener('focus', look);
    return () => {
      window.removeEventListener('focus', look);
    };
  }, [client, saved.id]);
  return (
    <div className={styles.notes}>
      {draft && <DraftNote keptAt={draft.kept_at} onDiscard={editor.revert} />}
      {saved.updated_at !== base && (
        <Note
          actions={
            <>
              <Button
                variant="subtle"
                size="compact-sm"
                onClick={() => {
                  isSaved({ name: saved.name, email: saved.email }, saved.updated_at);
                  replace(
                    { name: saved.name, email: saved.email },
                    'show what was saved elsewhere',
                  );
                }}
              >
                Show that one
              </Button>
              <Button
                variant="subtle"
                size="compact-sm"
                onClick={() => {
                  isSaved({ name: saved.name, email: saved.email }, saved.updated_at);
                }}
              >
                Keep mine
              </Button>
            </>
          }
        >
          This email was saved elsewhere on {date(saved.updated_at, 'time')}.
        </Note>
      )}
    </div>
  );
}
