/**
 * What people will be worth: the sums, who is in which band of value and of the chance of being gone, how the
 * same method did on the shop's own past, and what it does not know. Every number of people leads to them.
 */
import { Link } from 'wouter';
import type { Prospects, RiskBand, ValueBand } from '../../api';
import { count, money, people, percent } from '../../format';
import { ErrorNote, Loading, Section, Stat, StatRow } from '../../parts';
import { Chart } from './Chart';
import { inBand, nextOrder, segmentLink, withRisk } from './segmentLink';
import { useValue } from './useInsights';
import styles from './insights.module.css';

export function ValueSection() {
  const { data, error } = useValue();
  const prospects = data?.prospects;
  return (
    <Section
      title="What they will be worth"
      hint="Learned from how often and for how much your people have bought so far: what each will probably spend in the next 365 days, and the chance that they have left for good."
    >
      <ErrorNote error={error} />
      {!data && !error && <Loading lines={6} />}
      {data?.not_enough && <p>{data.not_enough}</p>}
      {prospects && (
        <>
          <Numbers prospects={prospects} />
          <Bands prospects={prospects} />
          <Trust prospects={prospects} />
        </>
      )}
    </Section>
  );
}

function Numbers({ prospects: p }: { prospects: Prospects }) {
  const here = withRisk({ from: 0, to: 50 });
  return (
    <StatRow>
      <Stat
        label="Expected in a year"
        value={money(p.expected, { whole: true })}
        hint={`${money(p.last_year, { whole: true })} in the last, newcomers among it`}
      />
      <Stat
        label="Still with you"
        value={count(p.still_there)}
        hint={`of ${count(p.buyers)} who ever bought`}
      />
      <Stat
        label="Due within 30 days"
        value={
          <Link href={segmentLink(nextOrder({ op: 'between', from: 0, to: 30 }), here)}>
            {count(p.due_soon)}
          </Link>
        }
        hint="by their own usual gap"
      />
      <Stat
        label="Late by their own gap"
        value={
          <Link href={segmentLink(nextOrder({ op: 'less_than', value: 0 }), here)}>
            {count(p.overdue)}
          </Link>
        }
        hint={`but probably still there; ${money(p.overdue_expected, { whole: true })} expected`}
        tone={p.overdue > 0 ? 'attention' : 'plain'}
      />
    </StatRow>
  );
}

function Bands({ prospects: { bands, risks, buyers } }: { prospects: Prospects }) {
  return (
    <div className={styles.wide}>
      <table
        className={styles.table}
        aria-label="People by expected spending and chance of being gone"
      >
        <thead>
          <tr>
            <th>Expected of each</th>
            {risks.map((risk) => (
              <th key={risk.from} data-end>
                {risk.label}
                <span className={styles.under}>
                  gone: {risk.from}–{risk.to}%
                </span>
              </th>
            ))}
            <th data-end>People</th>
            <th data-end>Expected in a year</th>
          </tr>
        </thead>
        <tbody>
          {bands.map((band) => (
            <tr key={band.label}>
              <th scope="row">
                {band.label}
                <span className={styles.under}>{limits(band)}</span>
              </th>
              {band.by_risk.map((n, i) => (
                <td key={risks[i]?.from} data-end>
                  <Those people={n} band={band} risk={risks[i]} />
                </td>
              ))}
              <td data-end>
                <Those people={band.people} band={band} />{' '}
                <span className={styles.meaning}>{percent(band.people / buyers, 0)}</span>
              </td>
              <td data-end>{money(band.expected, { whole: true })}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Those(props: { people: number; band: ValueBand; risk?: RiskBand | undefined }) {
  const { people: n, band, risk } = props;
  if (n === 0) return <span className={styles.none}>0</span>;
  const conditions = risk ? [inBand(band), withRisk(risk)] : [inBand(band)];
  const label = `${people(n)}: ${band.label}${risk ? `, ${risk.label}` : ''}. Make a segment of them`;
  return (
    <Link href={segmentLink(...conditions)} aria-label={label}>
      {count(n)}
    </Link>
  );
}

function limits({ from, to }: ValueBand): string {
  const low = money(from);
  if (to === null) return `${low} or more`;
  return from.minor === 0 ? `up to ${money(to)}` : `${low} to ${money(to)}`;
}

function Trust({ prospects: { check, limits: unknown } }: { prospects: Prospects }) {
  return (
    <>
      <h3 className={styles.sub}>How far to trust it</h3>
      {check ? (
        <>
          <div className={styles.sentences}>
            {check.sentences.map((text) => (
              <p key={text}>{text}</p>
            ))}
          </div>
          <Chart name="value" height={300} />
        </>
      ) : (
        <p className={styles.missing}>
          Your past is too short to hold these expectations against what came.
        </p>
      )}
      <ul className={styles.limits}>
        {unknown.map((text) => (
          <li key={text}>{text}</li>
        ))}
      </ul>
    </>
  );
}
