/** The shop in a few numbers and sentences; what cannot be said yet is said to be missing. */
import { Link } from 'wouter';
import type { About, Summary } from '../../api';
import { count, percent, plural } from '../../format';
import { ErrorNote, Loading, Stat, StatRow } from '../../parts';
import { bought, boughtAgain, firstOrder, overdue, segmentLink } from './segmentLink';
import { useSummary } from './useInsights';
import styles from './insights.module.css';

const LINKS: Partial<Record<About, string>> = {
  people: segmentLink(bought),
  bought_again: segmentLink(boughtAgain),
  newcomers: segmentLink(firstOrder({ kind: 'last_days', days: 30 })),
  overdue: segmentLink(...overdue),
};

export function SummarySection() {
  const { data, error } = useSummary();
  if (error) return <ErrorNote error={error} />;
  if (!data) return <Loading lines={6} />;
  return (
    <>
      <Numbers summary={data} />
      <div className={styles.sentences}>
        {data.sentences.map(({ about, text }) => (
          <p key={about}>
            {text}{' '}
            {LINKS[about] && (
              <Link href={LINKS[about]} className={styles.see}>
                See them
              </Link>
            )}
          </p>
        ))}
        {data.not_enough.map((text) => (
          <p key={text} className={styles.missing}>
            {text}
          </p>
        ))}
      </div>
    </>
  );
}

function Numbers({ summary }: { summary: Summary }) {
  const { people, buyers, bought_again_share, newcomers, newcomers_before, best_tenth_share } =
    summary;
  return (
    <StatRow>
      <Stat label="People" value={count(people)} hint={`${plural(buyers, 'has', 'have')} bought`} />
      <Stat
        label="Bought at least twice"
        value={percent(bought_again_share, 0)}
        hint={bought_again_share === null ? 'not enough data yet' : 'of all buyers'}
      />
      <Stat
        label="New in 30 days"
        value={count(newcomers)}
        hint={`${count(newcomers_before)} in the 30 days before`}
      />
      <Stat
        label="Good, but overdue"
        value={count(summary.overdue)}
        hint={summary.overdue === null ? 'not enough data yet' : 'silent for longer than usual'}
        tone={(summary.overdue ?? 0) > 0 ? 'attention' : 'plain'}
      />
      <Stat
        label="From the best tenth"
        value={percent(best_tenth_share, 0)}
        hint={best_tenth_share === null ? 'not enough data yet' : 'of what was spent'}
      />
    </StatRow>
  );
}
