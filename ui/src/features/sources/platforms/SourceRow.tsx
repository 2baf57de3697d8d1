/** One connected source in the list: what it is, how it is, when it was last read, and reading it now. */
import { Button } from '@mantine/core';
import { Link } from 'wouter';
import type { SourceInfo } from '../../../api';
import { count, plural } from '../../../format';
import { DateText, ErrorNote, Pill } from '../../../parts';
import { standing, whatItIs } from './standing';
import { useSync } from './useSync';
import styles from './platforms.module.css';

export function SourceRow({ source }: { source: SourceInfo }) {
  const sync = useSync(source);
  const [word, tone] = standing(source, sync.running !== undefined);
  return (
    <li className={styles.source} aria-label={source.name}>
      <div className={styles.sourceWho}>
        <h3 className={styles.name}>
          <Link href={`/sources/${String(source.id)}`}>{source.name}</Link>
        </h3>
        <p className={styles.soft}>{whatItIs(source)}</p>
      </div>
      <p className={styles.soft}>
        <Now source={source} progress={sync.running?.progress ?? null} />
      </p>
      <div>
        <Pill tone={tone}>{word}</Pill>
      </div>
      <div className={styles.sourceDo}>
        {source.connected && !sync.running && (
          <Button
            variant="default"
            size="xs"
            aria-label={`${source.paused ? 'Go on with' : 'Read now:'} ${source.name}`}
            loading={sync.start.isPending}
            onClick={() => {
              sync.start.mutate();
            }}
          >
            {source.paused ? 'Go on' : 'Read now'}
          </Button>
        )}
        {sync.running && (
          <Button
            variant="default"
            size="xs"
            aria-label={`Pause ${source.name}`}
            loading={sync.pause.isPending}
            onClick={() => {
              sync.pause.mutate();
            }}
          >
            Pause
          </Button>
        )}
      </div>
      {(sync.start.error ?? sync.pause.error) && (
        <div className={styles.sourceError}>
          <ErrorNote
            error={sync.start.error ?? sync.pause.error}
            title="It could not be started or stopped"
          />
        </div>
      )}
    </li>
  );
}

type NowProps = {
  source: SourceInfo;
  progress: { phase: string; done: number; total: number | null } | null;
};

function Now({ source, progress }: NowProps) {
  if (progress) {
    const of = progress.total === null ? '' : ` of ${count(progress.total)}`;
    return (
      <>
        {progress.phase}
        {progress.done > 0 && `: ${count(progress.done)}${of}`}
      </>
    );
  }
  return (
    <>
      {plural(source.orders, 'purchase')}
      {source.synced_at !== null && (
        <>
          <br />
          last read <DateText when={source.synced_at} shape="time" />
        </>
      )}
    </>
  );
}
