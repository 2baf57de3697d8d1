/** What was being written and never saved, each with the way to go on and to let it go (which can be undone). */
import { Button } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from 'wouter';
import type { Draft } from '../../../api';
import { date } from '../../../format';
import { showFailure, showUndo } from '../../../parts';
import { dropDraft, keepDraft, listDrafts } from '../../../parts/drafts/drafts';
import styles from './list.module.css';

const KEY = ['email-drafts'];

export function Drafts() {
  const client = useQueryClient();
  const drafts = useQuery({
    queryKey: KEY,
    queryFn: () => listDrafts('email'),
    staleTime: 0,
  });
  const refresh = () => client.invalidateQueries({ queryKey: KEY });
  const discard = async ({ key, document, name, body }: Draft) => {
    await dropDraft('email', key);
    await refresh();
    showUndo({
      message: 'What was not saved is gone.',
      onUndo: async () => {
        await keepDraft('email', { key, document, name, body });
        await refresh();
      },
    });
  };
  // A draft of an email that was never saved at all has no page of its own.
  const some = (drafts.data ?? []).filter((d) => d.document !== null);
  if (some.length === 0) return null;
  return (
    <section aria-label="Not saved yet" className={styles.drafts}>
      {some.map((draft) => (
        <div key={draft.key} className={styles.draft}>
          <p>
            You were writing “<bdi>{draft.name}</bdi>” on {date(draft.kept_at, 'time')}, and it is
            not saved yet.
          </p>
          <Button
            component={Link}
            href={`/emails/${String(draft.document)}`}
            variant="default"
            size="compact-sm"
          >
            Go on
          </Button>
          <Button
            variant="subtle"
            size="compact-sm"
            onClick={() => {
              discard(draft).catch(showFailure);
            }}
          >
            Discard
          </Button>
        </div>
      ))}
    </section>
  );
}
