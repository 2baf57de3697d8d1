/** A reading under way: what is being read, rows of how many, how fast, what is left, and pausing or stopping it. */
import { Button, Progress } from '@mantine/core';
import { count, timeLeft } from '../../../format';
import { ErrorNote, Section } from '../../../parts';
import type { Sync } from './useSync';
import styles from './platforms.module.css';

export function Going({ sync }: { sync: Sync }) {
  const task = sync.running;
  if (!task) return null;
  const { phase = 'Knocking at the door', done = 0, total = null } = task.progress ?? {};
  const known = total !== null && total > 0;
  const ending = sync.pause.isPending || sync.stop.isPending || sync.stop.isSuccess;
  const words = [
    known ? `${count(done)} of ${plural(total)}` : plural(done),
    task.per_second !== null && `${rate(task.per_second)} a second`,
    task.seconds_left !== null && (total === null || done < total) && timeLeft(task.seconds_left),
  ].filter((x) => x !== false);
  return (
    <Section
      title="Coming in now"
      hint="What is already in can be used meanwhile. The newest comes first."
    >
      <div className={styles.going}>
        <p className={styles.goingWords}>
          <span>{ending ? 'Stopping after this page…' : phase}</span>
          <span className={styles.soft}>{words.join(' · ')}</span>
        </p>
        <Progress.Root size="md">
          <Progress.Section
            value={known ? Math.min(100, (done / total) * 100) : 100}
            animated={!known}
            striped={!known}
            aria-label={phase}
            aria-valuetext={words.join(', ')}
          />
        </Progress.Root>
        <div className={styles.buttons}>
          <Button
            variant="default"
            size="xs"
            disabled={ending}
            onClick={() => {
              sync.pause.mutate();
            }}
          >
            Pause
          </Button>
          <Button
            variant="subtle"
            size="xs"
            disabled={ending}
            onClick={() => {
              sync.stop.mutate();
            }}
          >
            Stop
          </Button>
        </div>
        <ErrorNote error={sync.pause.error ?? sync.stop.error} title="It could not be stopped" />
      </div>
    </Section>
  );
}

const plural = (rows: number): string => `${count(rows)} ${rows === 1 ? 'row' : 'rows'}`;

/** "0.4", "12", "1,300": as exact as it is meant. */
function rate(perSecond: number): string {
  return perSecond < 1 ? perSecond.toFixed(1) : count(Math.round(perSecond));
}
