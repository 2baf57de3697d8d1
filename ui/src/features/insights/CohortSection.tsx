/** Who of each month's newcomers came back: the heat map, and the newcomers of each month as people. */
import { Link } from 'wouter';
import type { Cohort } from '../../api';
import { date, people } from '../../format';
import { ErrorNote, Loading, Section } from '../../parts';
import { Chart } from './Chart';
import { firstOrder, segmentLink } from './segmentLink';
import { useCohorts } from './useInsights';
import styles from './insights.module.css';

export function CohortSection() {
  const { data, error } = useCohorts();
  return (
    <Section
      title="Who came back"
      hint="Each line is the people who first bought in that month; each cell says how many of them had bought again by the end of a later month. Cells with a gap at their foot belong to the present month. Months with fewer than ten newcomers show counts only."
    >
      <ErrorNote error={error} />
      {!data && !error && <Loading lines={6} />}
      {data && data.length > 0 && (
        <>
          <Chart name="cohorts" height={420} />
          <p className={styles.lines}>
            The newcomers of{' '}
            {data.slice(-6).map((cohort, i, all) => (
              <span key={cohort.month}>
                <Link href={newcomersOf(cohort)}>
                  {date(cohort.month, 'month')} ({people(cohort.people)})
                </Link>
                {i < all.length - 1 ? ', ' : '.'}
              </span>
            ))}
          </p>
        </>
      )}
    </Section>
  );
}

function newcomersOf({ month }: Cohort): string {
  const [year = 0, number = 1] = month.split('-').map(Number);
  const last = new Date(Date.UTC(year, number, 0)).toISOString().slice(0, 10);
  return segmentLink(firstOrder({ kind: 'between', from: month, to: last }));
}
