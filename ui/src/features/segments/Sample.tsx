/** Ten people of a segment, each with the reason why they are in, and the whole explanation when asked for. */
import { useState } from 'react';
import { Link } from 'wouter';
import type { Segment, SegmentAnswer, SegmentPersonLine } from '../../api';
import { date, money, NOTHING, plural } from '../../format';
import { countryName } from './names';
import { Why } from './Why';
import styles from './editor.module.css';

type Props = { answer: SegmentAnswer; segment: Segment; asOf: string | null };

export function Sample({ answer, segment, asOf }: Props) {
  const [asked, setAsked] = useState<number | null>(null);
  if (answer.sample.length === 0)
    return <p className={styles.of}>Nobody is in. Loosen a condition.</p>;
  return (
    <div>
      <h3 className={styles.sampleHead}>
        {answer.sample.length < answer.total ? 'Ten of them' : 'All of them'}
      </h3>
      <ul className={styles.sample}>
        {answer.sample.map((p) => (
          <li key={p.id}>
            <Link href={`/people/${String(p.id)}`} title={p.email ?? undefined}>
              {nameOf(p)}
            </Link>
            <span title={background(p)}>
              {p.orders === 0
                ? 'no order'
                : `${plural(p.orders, 'order')} · ${money(p.spent, { whole: true })}`}
            </span>
            <button
              type="button"
              className={styles.textButton}
              aria-expanded={asked === p.id}
              aria-label={`Why is ${nameOf(p)} in?`}
              onClick={() => {
                setAsked(asked === p.id ? null : p.id);
              }}
            >
              Why?
            </button>
            {p.reason && asked !== p.id && <span className={styles.reason}>{p.reason}</span>}
            {asked === p.id && <Why segment={segment} person={p.id} asOf={asOf} />}
          </li>
        ))}
      </ul>
    </div>
  );
}

const nameOf = (p: SegmentPersonLine): string => p.name ?? p.email ?? `Person ${String(p.id)}`;

const background = (p: SegmentPersonLine): string =>
  [
    p.country ? countryName(p.country) : NOTHING,
    p.last_order ? `last order ${date(p.last_order)}` : 'no order',
  ].join(', ');
