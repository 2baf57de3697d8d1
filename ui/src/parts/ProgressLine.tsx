/**
 * How far something long has come: what is being done, rows done of how many, time left, and a way to stop.
 * Without a total the bar only shows that work goes on. It estimates nothing itself and does not stop the
 * work; `onCancel` asks the host to.
 */
import { Button, Progress } from '@mantine/core';
import { count, timeLeft } from '../format';
import styles from './ProgressLine.module.css';

export type ProgressLineProps = {
  label: string;
  done: number;
  total?: number | null;
  secondsLeft?: number | null;
  onCancel?: () => void;
  cancelling?: boolean;
};

export function ProgressLine(props: ProgressLineProps) {
  const { label, done, total, secondsLeft, onCancel, cancelling = false } = props;
  const known = total != null && total > 0;
  const value = known ? Math.min(100, (done / total) * 100) : 100;
  const rows = known ? `${count(done)} of ${count(total)}` : count(done);
  const left = secondsLeft == null || (known && done >= total) ? '' : ` · ${timeLeft(secondsLeft)}`;
  return (
    <div className={styles.line}>
      <div className={styles.words}>
        <span>{cancelling ? 'Stopping after this page…' : label}</span>
        <span className={styles.rows}>
          {rows}
          {left}
        </span>
      </div>
      {/* A new bar for each phase: the old one would seem to run backwards. */}
      <Progress.Root key={label} size="sm">
        <Progress.Section
          value={value}
          animated={!known}
          striped={!known}
          // Mantine would say "41.52823920265781%" instead of how many.
          withAria={false}
          role="progressbar"
          aria-label={label}
          aria-valuemin={0}
          aria-valuemax={100}
          {...(known ? { 'aria-valuenow': Math.round(value) } : {})}
          aria-valuetext={rows}
        />
      </Progress.Root>
      {onCancel && (
        <Button variant="default" size="xs" disabled={cancelling} onClick={onCancel}>
          Cancel
        </Button>
      )}
    </div>
  );
}
