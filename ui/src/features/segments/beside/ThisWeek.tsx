/** Who came into the segment and who went out of it since the same day last week; and who will, by time alone. */
import type { Change } from '../../../api';
import { count, date, people } from '../../../format';
import { Movers } from './Movers';
import { useChange, type Asked } from './queries';
import { Waiting } from './Waiting';
import styles from './beside.module.css';

export function ThisWeek({ asked }: { asked: Asked }) {
  const { data, error, refetch, isPlaceholderData } = useChange(asked);
  if (!data || error) return <Waiting error={error} onRetry={() => void refetch()} lines={6} />;
  const { leaving, coming } = data;
  return (
    <div data-counting={isPlaceholderData || undefined} className={styles.content}>
      <p className={styles.lead}>{inWords(data)}</p>
      <div className={styles.sides}>
        <Movers
          title="Came in"
          people={data.entered}
          note={
            data.newcomers > 0
              ? `${count(data.newcomers)} of them new to your shop this week.`
              : undefined
          }
          nobody="Nobody came in this week."
        />
        <Movers title="Went out" people={data.left} nobody="Nobody went out this week." />
      </div>
      {leaving && coming && (leaving.people > 0 || coming.people > 0) && (
        <>
          <h3 className={styles.between}>
            In the next 7 days, if nobody orders, opens or changes anything
          </h3>
          <div className={styles.sides}>
            <Movers title="Will come in" people={coming} nobody="Nobody." />
            <Movers title="Will go out" people={leaving} nobody="Nobody." />
          </div>
        </>
      )}
    </div>
  );
}

function inWords({ before, now, since, entered, left }: Change): string {
  const day = date(since, 'long');
  if (entered.people === 0 && left.people === 0) {
    return `${people(now)}, the same as on ${day}.`;
  }
  const grown = now - before;
  const by =
    grown === 0 ? 'as many as' : `${count(Math.abs(grown))} ${grown > 0 ? 'more' : 'fewer'} than`;
  return `${people(now)}, ${by} on ${day}.`;
}
