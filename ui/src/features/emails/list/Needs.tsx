/** What a letter needs and how much of it this shop has; with `without`, what a reader gets where it is missing. */
import { IconAlertTriangle, IconCheck } from '@tabler/icons-react';
import type { StarterNeed } from '../../../api';
import styles from './list.module.css';

export function Needs({ needs, without }: { needs: StarterNeed[]; without?: boolean }) {
  return (
    <ul className={styles.needs} aria-label="What it needs">
      {needs.map((n) => (
        <li key={n.what} data-missing={!n.there || undefined}>
          {n.there ? (
            <IconCheck size={14} stroke={2} aria-label="There" />
          ) : (
            <IconAlertTriangle size={14} stroke={1.8} aria-label="Missing" />
          )}
          <span>
            <b>{n.label}.</b> {n.have}
            {without && <span className={styles.without}>{n.without}</span>}
          </span>
        </li>
      ))}
    </ul>
  );
}
