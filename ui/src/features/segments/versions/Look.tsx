/** One earlier version: its sentence, who would be in today, and the way back into the editor. */
import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { call, commands, type VersionLook } from '../../../api';
import { count, noun, percent } from '../../../format';
import { ErrorNote, Loading } from '../../../parts';
import { Said } from '../Said';
import styles from './versions.module.css';

export type LookProps = { id: number; version: number; onBringBack: (look: VersionLook) => void };

export function Look({ id, version, onBringBack }: LookProps) {
  const look = useQuery({
    queryKey: ['segments', 'version', id, version],
    queryFn: () => call(commands.segmentVersion(id, version)),
  });
  if (look.error) return <ErrorNote error={look.error} title="It cannot be read any more" />;
  if (!look.data) return <Loading label="Counting it as of today" />;
  const { data } = look;
  return (
    <div className={styles.box}>
      <p className={styles.sentence}>
        <Said text={data.sentence} />
      </p>
      {data.count === null ? (
        <p className={styles.problem}>{data.problem}</p>
      ) : (
        <p>
          <b>{count(data.count)}</b> {noun(data.count, 'person', 'people')} today
          {data.of > 0 && `, ${percent(data.count / data.of)} of all`}
        </p>
      )}
      <Button
        variant="default"
        size="compact-sm"
        onClick={() => {
          onBringBack(data);
        }}
      >
        Bring it back
      </Button>
    </div>
  );
}
