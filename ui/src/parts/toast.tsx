/**
 * Short notices at the foot of the window: something was done (with Undo for 8 seconds), or did not work.
 * Undo is for what can be taken back; ask with confirm() before what cannot. Call them from event handlers,
 * never while rendering. A failure stays until it is closed.
 */
import { Button } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import type { ReactNode } from 'react';
import { Link } from 'wouter';
import { ApiError } from '../api';
import styles from './toast.module.css';

export const UNDO_MS = 8000;

/** A message may hold a name that somebody gave: isolate it (<bdi>), whatever its script. */
export type UndoToast = { message: ReactNode; onUndo: () => void | Promise<void> };

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
            Promise.resolve(onUndo()).catch((error: unknown) => {
              showFailure(error);
            });
          }}
        >
          Undo
        </Button>
      </div>
    ),
  });
}

/** `link` leads to what was made; with one it stays long enough to be reached. */
export function showDone(message: ReactNode, link?: { href: string; label: string }): void {
  if (!link) {
    notifications.show({ message, autoClose: 4000 });
    return;
  }
  const id = notifications.show({
    autoClose: UNDO_MS,
    message: (
      <div className={styles.undo}>
        <span>{message}</span>
        <Link
          href={link.href}
          className={styles.link}
          onClick={() => {
            notifications.hide(id);
          }}
        >
          {link.label}
        </Link>
      </div>
    ),
  });
}

export function showFailure(error: unknown, title = 'That did not work'): void {
  const { message } = ApiError.from(error);
  notifications.show({ title, message, color: 'brick', autoClose: false });
}
