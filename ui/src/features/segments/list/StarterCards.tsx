/** Ready segments to begin with: each opens in the editor under its name, unsaved. */
import { Link } from 'wouter';
import type { StarterCard } from '../../../api';
import { count, noun } from '../../../format';
import styles from './cards.module.css';

export function StarterCards({ starters }: { starters: StarterCard[] }) {
  return (
    <ul className={styles.cards}>
      {starters.map((s) => (
        <li key={s.name}>
          <Link href={`/segments/new/${encodeURIComponent(s.name)}`} className={styles.card}>
            <span className={styles.cardHead}>
              <span className={styles.cardName}>{s.name}</span>
              <span className={styles.cardCount}>
                <b>{count(s.count)}</b> {noun(s.count, 'person', 'people')}
              </span>
            </span>
            <span className={styles.cardPurpose}>{s.purpose}</span>
            <span className={styles.cardSentence}>{s.note ?? s.sentence}</span>
          </Link>
        </li>
      ))}
    </ul>
  );
}
