/**
 * What is running, under every room: how far it is, how long it takes, and a way to stop it. When something
 * ends, a notice says what came of it and leads there. It starts nothing; each room starts its own work.
 */
import { useState } from 'react';
import { useLocation } from 'wouter';
import { cancelTask, useHostEvent, useTasks } from '../api';
import { ProgressLine, showFailure } from '../parts';
import { tellEnd } from './taskEnd';
import { taskTitle } from './taskWords';
import styles from './TaskStrip.module.css';

export function TaskStrip() {
  const { data: tasks = [] } = useTasks();
  const [location] = useLocation();
  const [stopping, setStopping] = useState<number[]>([]);
  useHostEvent((event) => {
    if (event.kind === 'task' && event.task.phase !== 'running') tellEnd(event.task, location);
  });
  const running = tasks.filter(({ phase }) => phase === 'running');
  if (running.length === 0) return null;

  const stop = (id: number) => {
    setStopping((known) => [...known, id]);
    cancelTask(id).catch((error: unknown) => {
      setStopping((known) => known.filter((other) => other !== id));
      showFailure(error);
    });
  };
  return (
    <section aria-label="Running" className={styles.strip}>
      {running.map((task) => (
        <div key={task.id} className={styles.task}>
          <ProgressLine
            label={taskTitle(task)}
            done={task.progress?.done ?? 0}
            total={task.progress?.total}
            secondsLeft={task.seconds_left}
            cancelling={stopping.includes(task.id)}
            onCancel={() => {
              stop(task.id);
            }}
          />
        </div>
      ))}
    </section>
  );
}
