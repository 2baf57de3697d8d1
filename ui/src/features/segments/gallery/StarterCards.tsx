/** Ready segments to begin with: what each is for, how many it holds today and why its number is what it is. Each opens in the editor under its name, unsaved. */
import { Link } from 'wouter';
import type { StarterCard } from '../../../api';
import { count, noun } from '../../../format';
import styles from './gallery.module.css';

export function StarterCards({ starters }: { starters: StarterCard[] }) {
  return (
    <ul className={styles.cards}>
      {starters.map((s) => (
        <li key={s.name}>{s.count === null ? <Missing card={s} /> : <Card card={s} />}</li>
      ))}
    </ul>
  );
}

function Card({ card }: { card: StarterCard }) {
  return (
    <Link href={`/segments/new/${encodeURIComponent(card.name)}`} className={styles.card}>
      <span className={styles.head}>
        <span className={styles.name}>{card.name}</span>
        <span className={styles.count}>
          <b>{count(card.count)}</b> {noun(card.count ?? 0, 'person', 'people')}
        </span>
      </span>
      <span>{card.purpose}</span>
      <span className={styles.sentence}>{card.sentence}</span>
      <span className={styles.why}>{card.note ?? card.why}</span>
    </Link>
  );
}

/** What it would take to count it, and where to bring it in. */
function Missing({ card }: { card: StarterCard }) {
  return (
    <div className={styles.card} data-missing>
      <span className={styles.head}>
        <span className={styles.name}>{card.name}</span>
        <span className={styles.count}>not yet</span>
      </span>
      <span>{card.purpose}</span>
      <span className={styles.why}>
        {card.note} <Link href="/sources">Open Sources</Link>
      </span>
    </div>
  );
}
