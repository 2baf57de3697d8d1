/** What is connected and what was brought in, what is coming in now, and the ways to bring in more. */
import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from 'wouter';
import { call, commands, useShop } from '../../api';
import { EmptyState, ErrorNote, Loading, Page, PageHeader, Section, switchShop } from '../../parts';
import { ComingIn } from './ComingIn';
import { Lists } from './Lists';
import { SourceList, usePlatforms, useSources } from './platforms';
import { Runs } from './Runs';

const STEPS = [
  {
    title: 'Your shop',
    text: 'Orders, customers and products, kept up to date with a key that can only read.',
  },
  {
    title: 'A file',
    text: 'An export of orders or of customers. Bring it in as often as you like: nothing is counted twice.',
  },
];

export function SourcesPage() {
  const demo = useShop().data?.demo ?? false;
  const runs = useQuery({ queryKey: ['runs'], queryFn: () => call(commands.runsList()) });
  const sources = useSources();
  const platforms = usePlatforms();
  const connected = (sources.data ?? []).filter((s) =>
    platforms.data?.some((p) => p.kind === s.kind),
  );
  const connect = (
    <Button component={Link} href="/sources/connect">
      Connect a source
    </Button>
  );
  const file = (
    <Button component={Link} href="/sources/import" variant="default">
      Bring in a file
    </Button>
  );
  const loaded = runs.data !== undefined && sources.data !== undefined;
  const some = (runs.data?.length ?? 0) > 0 || connected.length > 0;
  return (
    <Page>
      <PageHeader
        title="Sources"
        subtitle="Where your orders, customers and subscribers come from."
        action={some && !demo && connect}
        more={some && !demo && file}
      />
      <ComingIn />
      <SourceList sources={connected} />
      {!loaded && !runs.error && !sources.error && (
        <Loading label="Looking for what was brought in" />
      )}
      <ErrorNote error={sources.error} onRetry={() => void sources.refetch()} />
      <ErrorNote error={runs.error} onRetry={() => void runs.refetch()} />
      {demo && (
        <EmptyState
          title="The demo keeps to itself"
          action={<Button onClick={() => void switchShop('own')}>Open my own shop</Button>}
          steps={STEPS}
        >
          Its people and orders are made up, and nothing real is ever mixed with them. Your own
          files and your own shop are brought into a shop of your own; the demo stays as it is.
        </EmptyState>
      )}
      {loaded && !some && !demo && (
        <EmptyState
          title="Nothing has been brought in yet"
          steps={STEPS}
          action={
            <span style={{ display: 'inline-flex', gap: 'var(--space-3)' }}>
              {connect}
              {file}
            </span>
          }
        >
          Every file and every shop you connect will stand here, with when it was last read and what
          came of it. Your data stays in one file on this machine.
        </EmptyState>
      )}
      {runs.data && runs.data.length > 0 && (
        <Section title="What came in">
          <Runs runs={runs.data} />
        </Section>
      )}
      {(some || demo) && <Lists demo={demo} />}
    </Page>
  );
}
