/** People on one side of a change: how many, and who, those who spent most first. */
import { useState } from 'react';
import { Link } from 'wouter';
import type { Movers as People } from '../../../api';
import { count, money, noun, plural } from '../../../format';
import styles from './beside.module.css';

const FIRST = 5;

export type MoversProps = { title: string; people: People; note?: string; nobody: string };

export function Movers({ title, people, note, nobody }: MoversProps) {
  const [all, setAll] = useState(false);
  const shown = all ? people.listed : people.listed.slice(0, FIRST);
  const more = people.people - shown.length;
  return (
    <div className={styles.side}>
      <h3 className={styles.sideHead}>
        {title} <b>{count(people.people)}</b>
      </h3>
      {people.people === 0 && <p className={styles.quiet}>{nobody}</p>}
      {note !== undefined && people.people > 0 && <p className={styles.quiet}>{note}</p>}
      <ul className={styles.people}>
        {shown.map((p) => (
          <li key={p.id}>
            <Link href={`/people/${String(p.id)}`} title={p.email ?? undefined}>
              {p.name ?? p.email ?? `Person ${String(p.id)}`}
            </Link>
            <span>
              {p.orders === 0
                ? 'no order'
                : `${plural(p.orders, 'order')} · ${money(p.spent, { whole: true })}`}
            </span>
          </li>
        ))}
      </ul>
      {more > 0 && !all && people.listed.length > FIRST && (
        <button
          type="button"
          className={styles.textButton}
          onClick={() => {
            setAll(true);
          }}
        >
          Show {more === people.listed.length - FIRST ? `all ${count(people.people)}` : 'more'}
        </button>
      )}
      {more > 0 && all && (
        <p className={styles.quiet}>
          … and {count(more)} {noun(more, 'other')}
        </p>
      )}
    </div>
  );
}
