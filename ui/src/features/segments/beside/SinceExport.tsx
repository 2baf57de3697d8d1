/** What changed in the segment since it was last exported, audience by audience; nothing is sent from here. */
import { Button } from '@mantine/core';
import { Link } from 'wouter';
import type { SinceExport as Export } from '../../../api';
import { count, date, list, noun, people } from '../../../format';
import { Movers } from './Movers';
import { useSinceExport, type Asked } from './queries';
import { Waiting } from './Waiting';
import styles from './beside.module.css';

export function SinceExport({ asked }: { asked: Asked }) {
  const { data, error, refetch } = useSinceExport(asked);
  if (asked.id === null) {
    return (
      <p className={styles.quiet}>
        Save the segment first. Once it is exported, you see here who is new since then and who
        would not come along any more.
      </p>
    );
  }
  if (!data || error) return <Waiting error={error} onRetry={() => void refetch()} />;
  if (data.length === 0) {
    return (
      <div className={styles.content}>
        <p className={styles.quiet}>
          This segment was never exported. After the first time you see here who is new since then
          and who would not come along any more.
        </p>
        <div>
          <Button component={Link} href="/audiences/new" variant="default" size="xs">
            Export it
          </Button>
        </div>
      </div>
    );
  }
  return (
    <div className={styles.content}>
      {data.map((e) => (
        <One key={e.push} export={e} />
      ))}
    </div>
  );
}

function One({ export: e }: { export: Export }) {
  const unfinished = e.state === 'done' ? '' : ' It did not end well.';
  return (
    <section aria-label={`Export to ${e.audience}`} className={styles.export}>
      <p className={styles.lead}>
        “{e.audience}”
        {e.tags.length > 0 && ` with the ${noun(e.tags.length, 'tag')} ${list(e.tags)}`},{' '}
        {date(e.at)}
      </p>
      <p className={styles.quiet}>
        {people(e.people_then)} then, {count(e.sent)} of them handed over; {count(e.now)} now.
        {unfinished} <Link href={`/audiences/${String(e.push)}`}>Look at that export</Link> or{' '}
        <Link href="/audiences/new">make a new one</Link>.
      </p>
      <div className={styles.sides}>
        <Movers title="New since" people={e.entered} nobody="Nobody is new since." />
        <Movers
          title="Not in it any more"
          people={e.left}
          note="They stay in the audience until somebody takes them out there."
          nobody="Everybody who was handed over is still in."
        />
      </div>
    </section>
  );
}
