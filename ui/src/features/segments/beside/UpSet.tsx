/**
 * An UpSet picture: the segments as lines, the ways they overlap as columns, the largest first. A column's dots say
 * which segments its people are in, its bar how many they are; it opens them as a segment. Columns of people who
 * are in this segment are green, the others pale.
 */
import { Link } from 'wouter';
import type { OverlapPart, Overlaps } from '../../../api';
import { count, people } from '../../../format';
import { partHref, partWords } from './parts';
import styles from './upset.module.css';

/** More columns would be too thin to read; they stand among the figures. */
const SHOWN = 14;

export function UpSet({ overlaps }: { overlaps: Overlaps }) {
  const { sets, parts } = overlaps;
  const shown = parts.slice(0, SHOWN);
  const most = Math.max(1, ...shown.map((p) => p.people));
  const rest = parts.length - shown.length;
  return (
    <figure className={styles.figure}>
      <div className={styles.picture}>
        <div className={styles.names} aria-hidden="true">
          <div className={styles.above} />
          {sets.map((s) => (
            <div key={s.id ?? 'this'} className={styles.name} title={s.name}>
              <span>{s.name}</span>
              <b>{count(s.people)}</b>
            </div>
          ))}
        </div>
        <ul className={styles.columns} aria-label="Overlaps, the largest first">
          {shown.map((part) => (
            <Column key={part.within.join()} part={part} overlaps={overlaps} most={most} />
          ))}
        </ul>
      </div>
      <figcaption className={styles.caption}>
        Each column is a group of people who are in exactly the segments with a dot; click it to
        open them as a segment.
        {rest > 0 && ` ${count(rest)} smaller ones stand among the figures.`}
      </figcaption>
    </figure>
  );
}

type ColumnProps = { part: OverlapPart; overlaps: Overlaps; most: number };

function Column({ part, overlaps: { sets }, most }: ColumnProps) {
  const first = part.within.indexOf(true);
  const last = part.within.lastIndexOf(true);
  const words = `${partWords(sets, part)}: ${people(part.people)}`;
  return (
    <li>
      <Link
        href={partHref(part)}
        className={styles.column}
        aria-label={words}
        title={words}
        data-mine={part.within[0] === true || undefined}
      >
        <span className={styles.above}>
          <span className={styles.count}>{count(part.people)}</span>
          <span
            className={styles.bar}
            style={{ height: `${String(Math.max(2, (part.people / most) * 100))}px` }}
          />
        </span>
        {part.within.map((is, i) => (
          <span
            key={sets[i]?.id ?? 'this'}
            className={styles.cell}
            data-in={is || undefined}
            data-above={(i > first && i <= last) || undefined}
            data-below={(i >= first && i < last) || undefined}
          />
        ))}
      </Link>
    </li>
  );
}
