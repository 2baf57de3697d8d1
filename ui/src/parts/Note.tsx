/** A line above the work that something should be known, with what can be done about it. */
import type { ReactNode } from 'react';
import styles from './Note.module.css';

export type NoteProps = { children: ReactNode; actions?: ReactNode };

export const Note = ({ children, actions }: NoteProps) => (
  <div className={styles.note} role="note">
    <span>{children}</span>
    {actions && <span className={styles.actions}>{actions}</span>}
  </div>
);
