/** What was being edited and never saved, each with the way to go on and to let it go (which can be undone). */
import { Button } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from 'wouter';
import type { Draft, Segment } from '../../../api';
import { date } from '../../../format';
import { showFailure, showUndo } from '../../../parts';
import { draftHref, DRAFTS, dropDraft, keepDraft, listDrafts } from '../drafts';
import { Said } from '../Said';
import styles from './list.module.css';

export function DraftOffers() {
  const client = useQueryClient();
  const drafts = useQuery({ queryKey: DRAFTS, queryFn: listDrafts, staleTime: 0 });
  const refresh = () => client.invalidateQueries({ queryKey: DRAFTS });
  const discard = async ({ key, document, name, body }: Draft) => {
    await dropDraft(key);
    await refresh();
    showUndo({
      message: 'The draft is gone.',
      onUndo: async () => {
        await keepDraft({ key, document, name, body: body as unknown as Segment });
        await refresh();
      },
    });
  };
  if (!drafts.data || drafts.data.length === 0) return null;
  return (
    <section aria-label="Not saved yet" className={styles.drafts}>
      {drafts.data.map((draft) => (
        <div key={draft.key} className={styles.draft}>
          <div>
            <p>
              You were editing{' '}
              {draft.name.trim() === '' ? 'a new segment' : <Name>{draft.name}</Name>} on{' '}
              {date(draft.kept_at, 'time')}.
            </p>
            <p className={styles.sentence}>
              <Said text={draft.sentence ?? ''} />
            </p>
          </div>
          <Button component={Link} href={draftHref(draft)} variant="default" size="compact-sm">
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

function Name({ children }: { children: string }) {
  return (
    <>
      “<bdi>{children}</bdi>”
    </>
  );
}
