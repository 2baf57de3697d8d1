/** What some of the file's dates and amounts are read as: a wrong order of day and month is seen at once. */
import type { SampleRead } from '../../../api';
import styles from './import.module.css';

export function Reads({ reads }: { reads: SampleRead[] }) {
  if (reads.length === 0) return null;
  return (
    <ul className={styles.reads} aria-label="How dates and amounts are read">
      {reads.map((read, at) => (
        <li key={at}>
          <span className={styles.readText}>{read.text}</span>
          <span aria-hidden>→</span>
          {read.means == null ? (
            <span className={styles.unread}>cannot be read</span>
          ) : (
            <span>{read.means}</span>
          )}
          <span className={styles.readColumn}>{read.column}</span>
        </li>
      ))}
    </ul>
  );
}
