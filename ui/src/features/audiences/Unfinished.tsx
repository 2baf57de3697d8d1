/** A push under way, with its progress; or one that was interrupted, with the way to go on. */
import { Button } from '@mantine/core';
import { useState } from 'react';
import { call, cancelTask, commands, type TaskState } from '../../api';
import { people } from '../../format';
import { ProgressLine, showFailure } from '../../parts';
import styles from './audiences.module.css';

type Props = { push: { id: number; left: number; group: string }; task: TaskState | undefined };

export function Unfinished({ push, task }: Props) {
  const [stopping, setStopping] = useState(0);
  if (task) {
    return (
      <ProgressLine
        label={`${task.progress?.phase ?? 'Sending'}: ${push.group}`}
        done={task.progress?.done ?? 0}
        total={task.progress?.total ?? null}
        secondsLeft={task.seconds_left}
        cancelling={stopping === task.id}
        onCancel={() => {
          setStopping(task.id);
          cancelTask(task.id).catch(showFailure);
        }}
      />
    );
  }
  return (
    <div className={styles.banner} role="status">
      <p>
        <strong>“{push.group}” was interrupted.</strong> {people(push.left)} still to send. Nobody
        is sent twice, and who has said no meanwhile is left out.
      </p>
      <Button
        onClick={() => {
          call(commands.audiencePush(push.id)).catch(showFailure);
        }}
      >
        Go on
      </Button>
    </div>
  );
}
