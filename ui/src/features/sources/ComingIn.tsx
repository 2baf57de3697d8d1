/** Files that are being brought in at this moment, each with its way to stop. */
import { useState } from 'react';
import { Link } from 'wouter';
import { cancelTask, useTasks } from '../../api';
import { ProgressLine, Section, showFailure } from '../../parts';

export function ComingIn() {
  const tasks = useTasks().data ?? [];
  const [stopping, setStopping] = useState<number[]>([]);
  const running = tasks.filter((t) => t.kind === 'import' && t.phase === 'running');
  if (running.length === 0) return null;
  return (
    <Section title="Coming in now">
      {running.map((task) => (
        <div key={task.id}>
          <Link href={`/sources/import/${String(task.id)}`}>{task.label}</Link>
          <ProgressLine
            label={task.progress?.phase ?? 'Starting'}
            done={task.progress?.done ?? 0}
            total={task.progress?.total}
            secondsLeft={task.seconds_left}
            cancelling={stopping.includes(task.id)}
            onCancel={() => {
              setStopping((known) => [...known, task.id]);
              cancelTask(task.id).catch(showFailure);
            }}
          />
        </div>
      ))}
    </Section>
  );
}
