/**
 * A number before anything else: what it is called, how large, and what to think of it. StatRow puts a few
 * of them side by side, divided by hairlines. `value` is already formatted; while it is not known pass
 * null and a quiet line stands there. It draws no arrows and no sparklines.
 */
import { Skeleton } from '@mantine/core';
import type { ReactNode } from 'react';
import styles from './Stat.module.css';

export type StatProps = {
  label: string;
  value: ReactNode;
  hint?: ReactNode;
  tone?: 'plain' | 'attention' | 'bad';
};

export function Stat({ label, value, hint, tone = 'plain' }: StatProps) {
  return (
    <div className={styles.stat} data-tone={tone}>
      <dt className={styles.label}>{label}</dt>
      <dd className={styles.value}>
        {value ?? <Skeleton height={26} width={88} my={5} aria-label="Counting" />}
      </dd>
      {hint && <dd className={styles.hint}>{hint}</dd>}
    </div>
  );
}

export function StatRow({ children }: { children: ReactNode }) {
  return (
    <div className={styles.clip}>
      <dl className={styles.row}>{children}</dl>
    </div>
  );
}
