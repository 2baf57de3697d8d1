/** How somebody compares with the shop's other buyers (RFM) and where they stand with the shop, in words. */
import type { PersonPage } from '../../api';
import { Section } from '../../parts';
import styles from './people.module.css';

export function PersonStanding({ data: { rfm, stage, no_stage } }: { data: PersonPage }) {
  return (
    <Section title="Where they stand">
      <div className={styles.standing}>
        <div>
          <h3>{rfm?.label ?? 'Not compared'}</h3>
          <p>
            {rfm?.meaning ??
              'Only people who have bought are compared, and only in a shop with enough of them.'}
          </p>
          {rfm && (
            <ul className={styles.scores}>
              {[rfm.r, rfm.f, rfm.m].map((score, i) => (
                <li key={i}>
                  <Dots score={score} />
                  <span>{rfm.sentences[i]}</span>
                </li>
              ))}
            </ul>
          )}
        </div>
        <div>
          <h3>{stage?.label ?? 'Stage not known'}</h3>
          <p>{stage?.meaning ?? no_stage}</p>
        </div>
      </div>
    </Section>
  );
}

function Dots({ score }: { score: number }) {
  return (
    <span className={styles.dots} role="img" aria-label={`${String(score)} of 5`}>
      {[1, 2, 3, 4, 5].map((n) => (
        <i key={n} data-on={n <= score || undefined} />
      ))}
    </span>
  );
}
