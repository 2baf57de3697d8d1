/**
 * A quiet word about a state: neutral, good, attention (amber: somebody should look) or bad (brick). The
 * word itself carries the meaning; the colour only helps the eye. It is not a button. DemoBadge is the one
 * pill with a fixed text: it stands wherever the numbers come from the generated demo shop.
 */
import type { ReactNode } from 'react';
import styles from './Pill.module.css';

export type PillTone = 'neutral' | 'good' | 'attention' | 'bad';

export function Pill({ tone = 'neutral', children }: { tone?: PillTone; children: ReactNode }) {
  return (
    <span className={styles.pill} data-tone={tone}>
      {children}
    </span>
  );
}

export function DemoBadge() {
  return (
    <span
      className={styles.pill}
      data-tone="attention"
      title="Generated people and orders, nobody real"
    >
      Demo shop
    </span>
  );
}
