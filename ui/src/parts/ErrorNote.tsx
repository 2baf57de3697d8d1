/**
 * A failure in the host's own sentence, with a way to try again when there is one. Announced to screen
 * readers. It takes whatever was thrown (an ApiError, usually), and shows nothing when there is no error.
 */
import { Button } from '@mantine/core';
import { ApiError } from '../api';
import styles from './ErrorNote.module.css';

export type ErrorNoteProps = { error: unknown; title?: string; onRetry?: () => void };

export function ErrorNote({ error, title = 'That did not work', onRetry }: ErrorNoteProps) {
  if (error == null) return null;
  const { code, message } = ApiError.from(error);
  return (
    <div role="alert" className={styles.note}>
      <div>
        <p className={styles.title}>{title}</p>
        <p>{message}</p>
        <p className={styles.code}>Code: {code}</p>
      </div>
      {onRetry && (
        <Button variant="outline" color="brick" size="xs" onClick={onRetry}>
          Try again
        </Button>
      )}
    </div>
  );
}
