/**
 * What a test shows, in the order in which it should be looked at: may it be read at all, the answer in
 * words, the numbers, the picture, the table. All words and figures are the core's.
 */
import { Button } from '@mantine/core';
import { useState } from 'react';
import type { Experiment, Reading } from '../../api';
import { ChartFrame, Section } from '../../parts';
import { Explanation } from './Explanation';
import { Health } from './Health';
import { Numbers } from './Numbers';
import { PlannedShares } from './PlannedShares';
import { VariantTable } from './VariantTable';
import styles from './ReadoutView.module.css';

export type ReadoutViewProps = { reading: Reading; onPlanned: (changed: Experiment) => void };

export function ReadoutView({ reading, onPlanned }: ReadoutViewProps) {
  const { experiment, readout, chart } = reading;
  const [shownAnyway, setShownAnyway] = useState(false);
  const [explaining, setExplaining] = useState(false);
  const { verdict, split, warnings, comparisons } = readout;
  const readable = !split.blocking || shownAnyway;
  return (
    <>
      <Health
        split={split}
        shown={shownAnyway}
        onShow={() => {
          setShownAnyway(true);
        }}
      />
      {!split.blocking && (
        <div className={styles.verdict} data-outcome={verdict.outcome}>
          <h2 className={styles.headline}>{verdict.headline}</h2>
          <p className={styles.text}>{verdict.text}</p>
          {warnings.map((warning) => (
            <p key={warning.kind + warning.sentence} className={styles.careful}>
              {warning.sentence}
            </p>
          ))}
        </div>
      )}
      {readable && (
        <>
          <Numbers readout={readout} />
          <Section
            title="The difference"
            aside={
              <Button
                variant="subtle"
                size="compact-sm"
                aria-expanded={explaining}
                onClick={() => {
                  setExplaining(!explaining);
                }}
              >
                What do these numbers mean?
              </Button>
            }
          >
            <ChartFrame
              title={`The variants and their difference. ${verdict.text}`}
              svg={chart}
              caption="Dot: what was counted. Whisker: where the truth probably lies. A whisker that crosses zero means the test cannot tell."
            />
          </Section>
          <Section title="What can be said">
            <ul className={styles.findings}>
              {comparisons.flatMap((c) =>
                [c.p_sentence, c.lift_sentence, c.revenue?.sentence, c.rise_sentence]
                  .filter((sentence) => sentence !== undefined)
                  .map((sentence) => <li key={sentence}>{sentence}</li>),
              )}
            </ul>
          </Section>
          <Section title="The variants">
            <VariantTable variants={readout.variants} />
          </Section>
        </>
      )}
      <Section
        title="Was it divided as planned?"
        hint="The shares that were planned before sending. If chance alone decided who got what, the groups come out about this size."
      >
        <PlannedShares
          key={experiment.variants.map((v) => v.planned).join(':')}
          experiment={experiment}
          onChange={onPlanned}
        />
      </Section>
      {explaining && (
        <Explanation
          confidence={readout.confidence ?? 0.95}
          onClose={() => {
            setExplaining(false);
          }}
        />
      )}
    </>
  );
}
