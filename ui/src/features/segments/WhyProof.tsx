/** Under a condition of an explanation: the rows that prove it, what they came to, how near a miss is, when it changes. */
import type { Explained } from '../../api';
import { count, date } from '../../format';
import styles from './editor.module.css';

export function WhyProof({ node }: { node: Explained }) {
  const { proof, changes_on: changes, holds } = node;
  const figure = [proof?.measured && `Now: ${proof.measured}`, proof?.missing].filter(Boolean);
  return (
    <>
      {figure.length > 0 && <span className={styles.measured}>{figure.join(', ')}</span>}
      {proof && proof.rows.length > 0 && (
        <ul className={styles.proof} aria-label="What it rests on">
          {proof.rows.map((row) => (
            <li key={`${String(row.at)}${row.text}`}>
              {date(row.day)} · {row.text}
            </li>
          ))}
          {proof.more > 0 && <li>and {count(proof.more)} more</li>}
        </ul>
      )}
      {changes && (
        <span className={styles.change}>
          {holds ? 'No longer so from' : 'So from'} {date(changes)}, if nothing else happens
        </span>
      )}
    </>
  );
}
