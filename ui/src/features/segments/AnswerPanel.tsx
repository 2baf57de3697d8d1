/** Beside the editor: how many people, the segment as a sentence, and ten of them. */
import { useState } from 'react';
import { Link } from 'wouter';
import type { Segment, SegmentAnswer } from '../../api';
import { ErrorNote, Loading, SidePanel } from '../../parts';
import { count, date, money, noun, NOTHING, percent, plural } from '../../format';
import { Said } from './Said';
import { Why } from './Why';
import { countryName } from './words';
import styles from './editor.module.css';

export type AnswerPanelProps = {
  answer: SegmentAnswer | undefined;
  segment: Segment;
  counting: boolean;
  error: unknown;
  onRetry: () => void;
  onClose: () => void;
};

export function AnswerPanel({
  answer,
  segment,
  counting,
  error,
  onRetry,
  onClose,
}: AnswerPanelProps) {
  return (
    <SidePanel title="Who is in" onClose={onClose}>
      {error != null && <ErrorNote error={error} title="Could not count" onRetry={onRetry} />}
      {!answer && error == null && <Loading label="Counting" />}
      {answer && (
        <>
          <div aria-busy={counting} style={{ opacity: counting ? 0.5 : 1 }}>
            <p className={styles.total}>{count(answer.total)}</p>
            <p className={styles.of}>
              {noun(answer.total, 'person', 'people')}
              {answer.of > 0 && `, ${percent(answer.total / answer.of)} of ${count(answer.of)}`}
            </p>
            <div className={styles.share} aria-hidden="true">
              <div
                style={{
                  width: `${String(answer.of === 0 ? 0 : (100 * answer.total) / answer.of)}%`,
                }}
              />
            </div>
          </div>
          <p className={styles.sentence}>
            <Said text={answer.sentence} />
          </p>
          <Sample answer={answer} segment={segment} />
        </>
      )}
    </SidePanel>
  );
}

function Sample({ answer, segment }: { answer: SegmentAnswer; segment: Segment }) {
  const [asked, setAsked] = useState<number | null>(null);
  if (answer.sample.length === 0)
    return <p className={styles.of}>Nobody is in. Loosen a condition.</p>;
  return (
    <div>
      <h3 className={styles.sampleHead}>
        {answer.sample.length < answer.total ? 'Ten of them' : 'All of them'}
      </h3>
      <ul className={styles.sample}>
        {answer.sample.map((p) => (
          <li key={p.id}>
            <Link href={`/people/${String(p.id)}`} title={p.email ?? undefined}>
              {p.name ?? p.email ?? `Person ${String(p.id)}`}
            </Link>
            <span
              title={[
                p.country ? countryName(p.country) : NOTHING,
                p.last_order ? `last order ${date(p.last_order)}` : 'no order',
              ].join(', ')}
            >
              {p.orders === 0
                ? 'no order'
                : `${plural(p.orders, 'order')} · ${money(p.spent, { whole: true })}`}
            </span>
            <button
              type="button"
              className={styles.textButton}
              aria-expanded={asked === p.id}
              aria-label={`Why is ${p.name ?? p.email ?? 'this person'} in?`}
              onClick={() => {
                setAsked(asked === p.id ? null : p.id);
              }}
            >
              Why?
            </button>
            {asked === p.id && <Why segment={segment} person={p.id} />}
          </li>
        ))}
      </ul>
    </div>
  );
}
