/**
 * One connected source (/sources/3): how its reading goes and what hinders it, what came in, what could not be
 * read; at the side how often, and the connection.
 */
import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from 'wouter';
import { call, commands, type SourceInfo } from '../../../api';
import { count, plural } from '../../../format';
import {
  DateText,
  EmptyState,
  ErrorNote,
  Loading,
  Page,
  PageHeader,
  Pill,
  Section,
  Stat,
  StatRow,
} from '../../../parts';
import { Runs } from '../Runs';
import { ConnectionPart } from './ConnectionPart';
import { Going } from './Going';
import { Hindered, isHindered } from './Hindered';
import { usePlatforms, useSources } from './queries';
import { Refused } from './Refused';
import { Schedule } from './Schedule';
import { standing, whatItIs } from './standing';
import { useSync } from './useSync';
import styles from './platforms.module.css';

const BACK = { href: '/sources', label: 'Sources' };

export function SourcePage({ id }: { id: number }) {
  const sources = useSources();
  const platforms = usePlatforms();
  const source = sources.data?.find((s) => s.id === id);
  if (source && platforms.data?.some((p) => p.kind === source.kind)) {
    return <Loaded key={source.id} source={source} />;
  }
  return (
    <Page>
      <PageHeader title={source?.name ?? 'A source'} back={BACK} />
      {(sources.isPending || platforms.isPending) && <Loading label="Looking for the source" />}
      <ErrorNote error={sources.error} onRetry={() => void sources.refetch()} />
      {sources.data && platforms.data && (
        <EmptyState
          title={
            source ? 'Nothing to connect here' : 'There is no source with this number (any more)'
          }
          action={
            <Button component={Link} href="/sources">
              See the sources
            </Button>
          }
        >
          {source
            ? 'What came from files stands on the page Sources, each file with what became of it.'
            : 'It may have been removed. The page Sources shows what is connected.'}
        </EmptyState>
      )}
    </Page>
  );
}

function Loaded({ source }: { source: SourceInfo }) {
  const sync = useSync(source);
  const [word, tone] = standing(source, sync.running !== undefined);
  const { last } = source;
  return (
    <Page>
      <PageHeader
        title={source.name}
        badge={<Pill tone={tone}>{word}</Pill>}
        subtitle={whatItIs(source)}
        back={BACK}
        action={
          !sync.running &&
          !isHindered(source) && (
            <Button
              loading={sync.start.isPending}
              onClick={() => {
                sync.start.mutate();
              }}
            >
              Read now
            </Button>
          )
        }
      />
      <div className={styles.page}>
        <div>
          <Hindered source={source} sync={sync} />
          <Going sync={sync} />
          <StatRow>
            <Stat
              label="Purchases from here"
              value={count(source.orders)}
              hint={<Link href="/people">See your people</Link>}
            />
            <Stat
              label="At the last reading"
              value={last ? count(last.stored) : '–'}
              hint={last ? (last.stored === 1 ? 'row came in' : 'rows came in') : 'not read yet'}
            />
            <Stat
              label="Complete as of"
              value={<DateText when={source.synced_at} />}
              hint={
                source.synced_at === null ? (
                  'never read to the end'
                ) : (
                  <DateText when={source.synced_at} shape="clock" />
                )
              }
            />
          </StatRow>
          {last && last.warnings.length > 0 && (
            <Section title={plural(last.warnings.length, 'remark')}>
              <ul className={styles.reasons}>
                {last.warnings.map((warning) => (
                  <li key={warning}>{warning}</li>
                ))}
              </ul>
            </Section>
          )}
          {last && <Refused last={last} />}
          <Readings source={source} />
        </div>
        <div>
          {source.connected && <Schedule source={source} />}
          <ConnectionPart source={source} />
        </div>
      </div>
    </Page>
  );
}

function Readings({ source }: { source: SourceInfo }) {
  const runs = useQuery({
    queryKey: ['runs', source.id],
    queryFn: () => call(commands.sourceRuns(source.id)),
  });
  const own = runs.data ?? [];
  if (runs.error) return <ErrorNote error={runs.error} />;
  if (own.length === 0) return null;
  return (
    <Section title="What came in" hint="Readings that found nothing new are left out.">
      <Runs runs={own} unnamed />
    </Section>
  );
}
