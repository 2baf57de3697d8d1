/**
 * Quiet lines where words will soon stand. Shown only after a moment, because most answers come from this
 * machine within a few milliseconds and a flash would be the only thing seen. For long work use ProgressLine.
 */
import { Skeleton } from '@mantine/core';
import styles from './Loading.module.css';

export type LoadingProps = { label?: string; lines?: number };

export function Loading({ label = 'Loading', lines = 4 }: LoadingProps) {
  return (
    <div role="status" aria-label={label} className={styles.loading}>
      {Array.from({ length: lines }, (_, line) => (
        <Skeleton key={line} height={14} width={`${String(92 - ((line * 23) % 46))}%`} />
      ))}
    </div>
  );
}
