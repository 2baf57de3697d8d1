/** What was brought in and from where, what is coming in now, and the two ways to bring in more. */
import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from 'wouter';
import { call, commands, useShop } from '../../api';
import { EmptyState, ErrorNote, Loading, Page, PageHeader, Section, switchShop } from '../../parts';
import { ComingIn } from './ComingIn';
import { Lists } from './Lists';
import { Runs } from './Runs';
import { ConnectedShops } from './woocommerce';

const STEPS = [
  {
    title: 'A file',
    text: 'An export of orders or of customers, as CSV. Bring it in as often as you like: nothing is counted twice.',
  },
  {
    title: 'Your WooCommerce shop',
    text: 'Orders, customers and products, kept up to date with a key that can only read.',
  },
];

export function SourcesPage() {
  const demo = useShop().data?.demo ?? false;
  const runs = useQuery({ queryKey: ['runs'], queryFn: () => call(commands.runsList()) });
  const file = (
    <Button component={Link} href="/sources/import">
      Bring in a file
    </Button>
  );
  const shop = (
    <Button component={Link} href="/sources/woocommerce" variant="default">
      Connect WooCommerce
    </Button>
  );
  const some = (runs.data?.length ?? 0) > 0;
  return (
    <Page>
      <PageHeader
        title="Sources"
        subtitle="Where your orders, customers and subscribers come from."
        action={some && file}
        more={some && shop}
      />
      <ComingIn />
      <ConnectedShops />
      {runs.isPending && <Loading label="Looking for what was brought in" />}
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
      {runs.data && !some && !demo && (
        <EmptyState
          title="Nothing has been brought in yet"
          steps={STEPS}
          action={
            <span style={{ display: 'inline-flex', gap: 'var(--space-3)' }}>
              {file}
              {shop}
            </span>
          }
        >
          Every file and every shop you connect will stand here, with when it was last read and what
          came of it. Your data stays in one file on this machine.
        </EmptyState>
      )}
      {runs.data && some && (
        <Section title="What came in">
          <Runs runs={runs.data} />
        </Section>
      )}
      {(some || demo) && <Lists demo={demo} />}
    </Page>
  );
}
