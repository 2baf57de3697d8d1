/** A push that was interrupted, and the way to go on. One that runs is shown by the window's own progress line. */
import { Button } from '@mantine/core';
import { call, commands } from '../../api';
import { people } from '../../format';
import { showFailure } from '../../parts';
import styles from './audiences.module.css';

type Props = { push: { id: number; left: number; group: string } };

export function Unfinished({ push }: Props) {
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
