/** What these people are worth and what they buy, next to everyone the shop knows. */
import type { SegmentLiking, SegmentProfile, SegmentWorth } from '../../../api';
import { count, money, NOTHING, percent, plural } from '../../../format';
import { useProfile, type Asked } from './queries';
import { Waiting } from './Waiting';
import styles from './beside.module.css';

export function Worth({ asked }: { asked: Asked }) {
  const { data, error, refetch, isPlaceholderData } = useProfile(asked);
  if (!data || error) return <Waiting error={error} onRetry={() => void refetch()} lines={8} />;
  if (data.these.people === 0) {
    return <p className={styles.quiet}>Nobody is in, so there is nothing to weigh.</p>;
  }
  return (
    <div data-counting={isPlaceholderData || undefined} className={styles.content}>
      <p className={styles.lead}>{inWords(data)}</p>
      <Figures profile={data} />
      {data.not_enough !== null && <p className={styles.quiet}>{data.not_enough}</p>}
      <div className={styles.sides}>
        <Likings title="Categories they buy" likings={data.categories} />
        <Likings title="Products they buy" likings={data.products} />
      </div>
    </div>
  );
}

function inWords({ these, everyone }: SegmentProfile): string {
  const [mine, all] = [these.spent_last_year, everyone.spent_last_year];
  if (!mine || !all || all.minor === 0) return 'Nothing was spent in the last year.';
  const times = mine.minor / all.minor;
  const than =
    times >= 1.05
      ? `${times.toFixed(1)} times as much as everyone on average`
      : times <= 0.95
        ? `${percent(times, 0)} of what everyone spent on average`
        : 'about as much as everyone on average';
  return `Each of them spent ${money(mine)} in the last year: ${than}.`;
}

type Line = { label: string; of: (worth: SegmentWorth) => string };

const LINES: Line[] = [
  {
    label: 'Bought at least once',
    of: (w) => (w.people > 0 ? percent(w.buyers / w.people) : NOTHING),
  },
  { label: 'Orders of each buyer', of: (w) => w.orders_per_buyer?.toFixed(1) ?? NOTHING },
  { label: 'Average order', of: (w) => (w.average_order ? money(w.average_order) : NOTHING) },
  {
    label: 'Spent by each in the last year',
    of: (w) => (w.spent_last_year ? money(w.spent_last_year) : NOTHING),
  },
  {
    label: 'Expected from each in the next year',
    of: (w) => (w.expected_next_year ? money(w.expected_next_year) : NOTHING),
  },
  { label: 'Subscribed to emails', of: (w) => percent(w.subscribed_share) },
];

function Figures({ profile: { these, everyone } }: { profile: SegmentProfile }) {
  return (
    <table className={styles.table} aria-label="Worth, next to everyone">
      <thead>
        <tr>
          <th />
          <th data-end>These {plural(these.people, 'person', 'people')}</th>
          <th data-end>Everyone ({count(everyone.people)})</th>
        </tr>
      </thead>
      <tbody>
        {LINES.map(({ label, of }) => (
          <tr key={label}>
            <th scope="row">{label}</th>
            <td data-end>{of(these)}</td>
            <td data-end className={styles.faint}>
              {of(everyone)}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Likings({ title, likings }: { title: string; likings: SegmentLiking[] }) {
  return (
    <div className={styles.side}>
      <h3 className={styles.sideHead}>{title}</h3>
      {likings.length === 0 && <p className={styles.quiet}>They have not bought anything yet.</p>}
      <ul className={styles.likings}>
        {likings.map((l) => (
          <li key={l.product ?? l.name}>
            <span className={styles.likingName} title={l.name}>
              {l.name}
            </span>
            <span className={styles.likingShare}>
              {percent(l.share ?? 0, 0)}{' '}
              <small>of everyone {percent(l.share_of_everyone ?? 0, 0)}</small>
            </span>
            <span className={styles.likingBar} aria-hidden="true">
              <span style={{ width: `${String((l.share ?? 0) * 100)}%` }} />
              <i style={{ left: `${String((l.share_of_everyone ?? 0) * 100)}%` }} />
            </span>
            <span className={styles.likingWords}>{liftWords(l)}</span>
          </li>
        ))}
      </ul>
    </div>
  );
}

function liftWords({ lift, sure }: SegmentLiking): string {
  if (lift === null) return 'Too few buyers to compare.';
  if (!sure) return 'No clear difference from everyone.';
  return lift >= 1
    ? `${lift.toFixed(1)} times as common as among everyone.`
    : `Only ${percent(lift, 0)} as common as among everyone.`;
}
