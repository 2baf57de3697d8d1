/** Connecting a platform (/sources/connect/shopify): its form, and then the first reading begins. */
import { Button } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { Link, useLocation } from 'wouter';
import { call, commands, useShop } from '../../../api';
import { EmptyState, ErrorNote, Loading, Page, PageHeader, switchShop } from '../../../parts';
import { ConnectForm } from './ConnectForm';
import { usePlatforms } from './queries';

const BACK = { href: '/sources/connect', label: 'What can be connected' };

export function ConnectPage({ kind }: { kind: string }) {
  const platforms = usePlatforms();
  const demo = useShop().data?.demo ?? false;
  const [, go] = useLocation();
  const client = useQueryClient();
  const platform = platforms.data?.find((p) => p.kind === kind);
  return (
    <Page>
      <PageHeader
        title={platform ? `Connect ${platform.name}` : 'Connect'}
        subtitle={platform && `${platform.reads} Regulars changes nothing there.`}
        back={BACK}
      />
      {platforms.isPending && <Loading label="Looking for what can be connected" />}
      <ErrorNote error={platforms.error} />
      {platforms.data && !platform && (
        <EmptyState
          title="Regulars does not know this platform"
          action={
            <Button component={Link} href="/sources/connect">
              See what can be connected
            </Button>
          }
        >
          The link may be of another version.
        </EmptyState>
      )}
      {platform && demo && (
        <EmptyState
          title="The demo keeps to itself"
          action={<Button onClick={() => void switchShop('own')}>Open my own shop</Button>}
        >
          Its people and orders are made up, and nothing real is ever mixed with them. Open your own
          shop, and connect {platform.name} there.
        </EmptyState>
      )}
      {platform && !demo && (
        <ConnectForm
          key={platform.kind}
          platform={platform}
          label="Connect and read"
          onConnected={async (source) => {
            await call(commands.syncStart(source.id));
            await client.invalidateQueries();
            go(`/sources/${String(source.id)}`);
          }}
        />
      )}
    </Page>
  );
}
