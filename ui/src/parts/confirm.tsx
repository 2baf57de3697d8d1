/**
 * Asks before what cannot be taken back, and answers true or false. The button says the deed ("Erase this
 * person"), never "OK". For what can be undone, do it at once and showUndo() instead.
 */
import { modals } from '@mantine/modals';
import type { ReactNode } from 'react';

export type Question = {
  title: string;
  body: ReactNode;
  confirmLabel: string;
  cancelLabel?: string;
  destructive?: boolean;
};

export function confirm(question: Question): Promise<boolean> {
  const { title, body, confirmLabel, cancelLabel = 'Keep as it is', destructive } = question;
  return new Promise((resolve) => {
    modals.openConfirmModal({
      title,
      children: body,
      labels: { confirm: confirmLabel, cancel: cancelLabel },
      confirmProps: { color: destructive ? 'brick' : 'accent' },
      cancelProps: destructive ? { 'data-autofocus': true } : {},
      onConfirm: () => {
        resolve(true);
      },
      onCancel: () => {
        resolve(false);
      },
      onClose: () => {
        resolve(false);
      },
    });
  });
}
