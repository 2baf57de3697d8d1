/** Beside the editor: how many people, the segment as a sentence, and ten of them. */
import type { Segment, SegmentAnswer } from '../../api';
import { ErrorNote, Loading, SidePanel } from '../../parts';
import { count, noun, percent } from '../../format';
import { Said } from './Said';
import { Sample } from './Sample';
import styles from './editor.module.css';

export type AnswerPanelProps = {
  answer: SegmentAnswer | undefined;
  segment: Segment;
  asOf: string | null;
  counting: boolean;
  error: unknown;
  onRetry: () => void;
  onClose: () => void;
};

export function AnswerPanel({
  answer,
  segment,
  asOf,
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
          <Sample answer={answer} segment={segment} asOf={asOf} />
        </>
      )}
    </SidePanel>
  );
}
