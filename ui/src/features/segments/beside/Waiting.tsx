/** Why there is nothing to show yet: it is being counted, the conditions are unfinished, or it failed. */
import { ApiError } from '../../../api';
import { ErrorNote, Loading } from '../../../parts';
import styles from './beside.module.css';

export type WaitingProps = { error: unknown; onRetry: () => void; lines?: number };

export function Waiting({ error, onRetry, lines = 4 }: WaitingProps) {
  if (error == null) return <Loading label="Counting" lines={lines} />;
  const { code, message } = ApiError.from(error);
  if (code !== 'bad_input' && code !== 'not_found') {
    return <ErrorNote error={error} title="This could not be counted" onRetry={onRetry} />;
  }
  return (
    <p className={styles.quiet} role="status">
      This waits until the conditions are finished. {message}
    </p>
  );
}
