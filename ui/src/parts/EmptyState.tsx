/**
 * What will be here, said before it is here, with the one step that brings it. `steps` lists what the room
 * can do, for a room nobody has used yet. It shows no picture and never blames.
 */
import type { ReactNode } from 'react';
import styles from './EmptyState.module.css';

export type EmptyStateProps = {
  title: string;
  children: ReactNode;
  action?: ReactNode;
  steps?: { title: string; text: string }[];
};

export function EmptyState({ title, children, action, steps }: EmptyStateProps) {
  return (
    <div className={styles.empty}>
      <h2 className={styles.title}>{title}</h2>
      <p className={styles.text}>{children}</p>
      {action && <div className={styles.action}>{action}</div>}
      {steps && (
        <ul className={styles.steps}>
          {steps.map((step) => (
            <li key={step.title}>
              <h3>{step.title}</h3>
              <p>{step.text}</p>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
