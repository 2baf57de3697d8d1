/** What keeps the preview from being what the reader gets, and the one step back to it. */
import { UnstyledButton } from '@mantine/core';
import { memo } from 'react';
import type { Branch, EmailPreview } from '../../../api';
import { list } from '../../../format';
import { choiceWords } from './choiceWords';
import { language } from './languages';
import { isForced } from './look';
import type { Seen } from './useSeeing';
import styles from './Seeing.module.css';

export const Forced = memo(function Forced({
  seen,
  preview,
}: {
  seen: Seen;
  preview: EmailPreview;
}) {
  const { look, setLook } = seen;
  const notes: string[] = [];
  if (look.scheme === 'inverted')
    notes.push('Colours turned round, approximately: some programs do so by themselves.');
  if (look.pictures === 'off') notes.push('Pictures are turned off.');
  // An email in one language alone is meant so.
  const several = Object.keys(seen.email.translations ?? {}).length > 0;
  if (several && !preview.translated && !look.language)
    notes.push(
      `There is no translation into ${language(preview.person.language ?? '')}; they read ${language(preview.language)}.`,
    );
  if (preview.pictures_refused.length > 0) notes.push(preview.pictures_refused.join(' '));
  const forced = isForced(look);
  if (notes.length === 0 && !forced) return null;
  return (
    <div className={styles.notes} role="status">
      {forced && (
        <p>
          Forced: {list(parts(seen, preview))}.{' '}
          <UnstyledButton
            className={styles.back}
            onClick={() => {
              setLook({ forced: {}, head: null, language: null });
            }}
          >
            Show what they really get
          </UnstyledButton>
        </p>
      )}
      {notes.map((note) => (
        <p key={note}>{note}</p>
      ))}
    </div>
  );
});

function parts({ look }: Seen, preview: EmailPreview): string[] {
  const of = (block: string | null): Branch | undefined =>
    preview.branches.find((b) => b.block === block);
  const out: string[] = [];
  if (look.head !== null) out.push(`the subject (${choiceWords(of(null), look.head)})`);
  for (const [block, choice] of Object.entries(look.forced)) {
    const branch = of(block);
    out.push(`${branch ? `the ${branch.noun}` : 'a block'} (${choiceWords(branch, choice)})`);
  }
  if (look.language !== null) out.push(`in ${language(look.language)}`);
  return out;
}
