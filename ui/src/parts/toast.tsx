/**
 * Short notices at the foot of the window: something was done (with Undo for 8 seconds), or did not work.
 * Undo is for what can be taken back; ask with confirm() before what cannot. Call them from event handlers,
 * never while rendering. A failure stays until it is closed.
 */
import { Button } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { ApiError } from '../api';
import styles from './toast.module.css';

export const UNDO_MS = 8000;

export type UndoToast = { message: string; onUndo: () => void | Promise<void> };

export function showUndo({ message, onUndo }: UndoToast): void {
  const id = notifications.show({
    autoClose: UNDO_MS,
    message: (
      <div className={styles.undo}>
        <span>{message}</span>
        <Button
          variant="subtle"
          size="compact-sm"
          onClick={() => {
            notifications.hide(id);
            Promise.resolve(onUndo()).catch(showFailure);
          }}
        >
          Undo
        </Button>
      </div>
    ),
  });
}

export function showDone(message: string): void {
  notifications.show({ message, autoClose: 4000 });
}

export function showFailure(error: unknown): void {
  const { message } = ApiError.from(error);
  notifications.show({ title: 'That did not work', message, color: 'brick', autoClose: false });
}
