/** Why people are left out, most frequent first. */
import type { BlockedGroup } from '../../api';
import { count } from '../../format';
import styles from './audiences.module.css';

export function Blocked({ groups }: { groups: BlockedGroup[] }) {
  if (groups.length === 0) return null;
  return (
    <ul className={styles.reasons} aria-label="Why they are left out">
      {groups.map(({ code, sentence, count: n }) => (
        <li key={code}>
          <span className={styles.number}>{count(n)}</span>
          <span>{sentence}</span>
        </li>
      ))}
    </ul>
  );
}
