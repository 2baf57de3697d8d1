/**
 * The email read as everybody: starts it in the background, shows how far it is, and then what went wrong for whom. It
 * keeps nothing itself: the core remembers the last check, so that leaving and coming back shows it.
 */
import { Button, Checkbox } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { cancelTask, useTasks, type EmailCheck, type Remedy } from '../../../api';
import { count, people } from '../../../format';
import { ErrorNote, Pill, ProgressLine, Section, showFailure } from '../../../parts';
import { useDesk } from '../desk/desk';
import { useSegments } from '../queries';
import { size } from '../size';
import { FindingList } from './FindingList';
import { startCheck } from './useChecks';
import styles from './checks.module.css';

type Props = {
  last: EmailCheck | null;
  onSee: (person: number | null, block: string | null) => void;
  onFix: (remedy: Remedy) => void;
};

export function ReaderCheck({ last, onSee, onFix }: Props) {
  const { id, name, email, segment } = useDesk();
  const client = useQueryClient();
  const [mailable, setMailable] = useState(last?.who.only_mailable ?? true);
  const [stopped, setStopped] = useState<number | null>(null);
  const segments = useSegments();
  const tasks = useTasks();
  const task = tasks.data?.filter((t) => t.kind === 'email_check' && t.subject === id).at(-1);
  const running = task?.phase === 'running';
  const phase = task ? `${String(task.id)} ${task.phase}` : '';
  useEffect(() => {
    if (phase.endsWith(' running')) return;
    void client.invalidateQueries({ queryKey: ['email-check'] });
  }, [client, phase]);

  const among = segments.data?.find((s) => s.id === segment)?.name;
  const run = () => {
    startCheck(id, name, email, { segment, only_mailable: mailable }).catch(showFailure);
  };
  return (
    <Section title="For its readers">
      <div className={styles.ask}>
        <span>
          {among ? (
            <>
              Read as everybody in <b>{among}</b>
            </>
          ) : (
            'Read as everybody in the shop'
          )}
        </span>
        <Checkbox
          size="sm"
          label="Only who may be mailed"
          checked={mailable}
          disabled={running}
          onChange={(event) => {
            setMailable(event.currentTarget.checked);
          }}
        />
        {!running && (
          <Button size="xs" variant={last && !last.stale ? 'default' : 'filled'} onClick={run}>
            {last ? 'Check again' : 'Check everybody'}
          </Button>
        )}
      </div>
      {running && (
        <ProgressLine
          label={task.progress?.phase ?? 'Beginning'}
          done={task.progress?.done ?? 0}
          total={task.progress?.total ?? null}
          secondsLeft={task.seconds_left}
          cancelling={stopped === task.id}
          onCancel={() => {
            setStopped(task.id);
            cancelTask(task.id).catch(showFailure);
          }}
        />
      )}
      {task?.phase === 'failed' && task.error && <ErrorNote error={task.error} onRetry={run} />}
      {!running && last && <Told last={last} onSee={onSee} onFix={onFix} />}
      {!running && !last && (
        <p className={styles.quiet}>
          Every one of them is read, not a sample: who would meet a gap, which variant nobody gets,
          where products run short.
        </p>
      )}
    </Section>
  );
}

function Told({ last, onSee, onFix }: Props & { last: EmailCheck }) {
  const { id } = useDesk();
  const { report, stale, who } = last;
  const [heaviest, longest] = [report.heaviest, report.longest_subject];
  return (
    <>
      {stale && (
        <p className={styles.stale} role="status">
          <Pill tone="attention">Out of date</Pill> {stale}
        </p>
      )}
      <p className={styles.quiet}>
        Read as {people(report.people)}.
        {report.may_not > 0 &&
          ` ${people(report.may_not)} of those asked for may not be mailed${who.only_mailable ? ' and were left out' : ''}.`}
      </p>
      {report.findings.length === 0 && report.people > 0 && (
        <p className={styles.quiet}>Nothing to mend. It reads well for all of them.</p>
      )}
      <FindingList
        label="What its readers would meet"
        rows={report.findings}
        onSee={onSee}
        onFix={onFix}
        all={{ id, ran: report.seconds ?? 0 }}
      />
      <dl className={styles.extremes}>
        {longest && (
          <Extreme
            label="Longest subject"
            value={`${count(longest.value)} letters`}
            name={longest.example.name}
            onSee={() => {
              onSee(longest.example.person, null);
            }}
          />
        )}
        {heaviest && (
          <Extreme
            label="Heaviest mail"
            value={size(heaviest.value)}
            name={heaviest.example.name}
            onSee={() => {
              onSee(heaviest.example.person, null);
            }}
          />
        )}
      </dl>
    </>
  );
}

function Extreme(props: { label: string; value: string; name: string; onSee: () => void }) {
  return (
    <div>
      <dt>{props.label}</dt>
      <dd>
        {props.value},{' '}
        <button type="button" className={styles.example} onClick={props.onSee}>
          <bdi>{props.name}</bdi>
        </button>
      </dd>
    </div>
  );
}
