/** One connected shop: how its reading goes, what went wrong last, asking again, and leaving. */
import { Button } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useLocation } from 'wouter';
import { call, commands, type SourceInfo } from '../../../api';
import { plural } from '../../../format';
import {
  EmptyState,
  ErrorNote,
  Loading,
  Page,
  PageHeader,
  Section,
  showDone,
  showFailure,
} from '../../../parts';
import { askToRemove } from './askToRemove';
import { FoundNote } from './FoundNote';
import { platform, ShopCard } from './ShopCard';
import styles from './woocommerce.module.css';

const BACK = { href: '/sources', label: 'Sources' };

export function ShopPage({ id }: { id: number }) {
  const sources = useQuery({ queryKey: ['sources'], queryFn: () => call(commands.sourcesList()) });
  const shop = sources.data?.find((s) => s.id === id && s.kind === 'woocommerce');
  return (
    <Page>
      <PageHeader
        title={shop?.name ?? 'WooCommerce'}
        subtitle={shop && platform(shop)}
        back={BACK}
      />
      {sources.isPending && <Loading label="Looking for the shop" />}
      <ErrorNote error={sources.error} onRetry={() => void sources.refetch()} />
      {sources.data && !shop && (
        <EmptyState title="This shop is not here (any more)">
          It may have been removed. Sources shows what is connected.
        </EmptyState>
      )}
      {shop && <Shop shop={shop} />}
    </Page>
  );
}

function Shop({ shop }: { shop: SourceInfo }) {
  const [, go] = useLocation();
  const client = useQueryClient();
  const test = useMutation({ mutationFn: () => call(commands.sourceTestAgain(shop.id)) });
  const remove = async () => {
    const answer = await askToRemove(shop);
    if (answer === null) return;
    try {
      await call(commands.sourceRemove(shop.id, answer.withData));
      await client.invalidateQueries();
      showDone(
        answer.withData
          ? 'The shop and what came from it are gone.'
          : 'Disconnected. What came in stays.',
      );
      go('/sources');
    } catch (error) {
      showFailure(error);
    }
  };
  const last = shop.last;
  return (
    <>
      <ShopCard shop={shop} titled={false} />
      {last && last.state !== 'done' && last.state !== 'running' && last.message && (
        <ErrorNote
          error={{
            code: last.state === 'failed' ? 'unexpected' : 'cancelled',
            message: last.message,
          }}
          title={
            last.state === 'failed' ? 'The last reading broke off' : 'The last reading was stopped'
          }
        />
      )}
      {last && last.refused > 0 && (
        <Section
          title={`${plural(last.refused, 'row')} could not be read`}
          hint="Nothing was guessed; everything else of the shop is in."
        >
          <ul className={styles.reasons}>
            {last.reasons.map((reason) => (
              <li key={reason}>{reason}</li>
            ))}
          </ul>
        </Section>
      )}
      <Section
        title="The connection"
        hint="Regulars only reads. The key’s secret is in your system’s keychain."
      >
        <div className={styles.buttons}>
          {shop.connected ? (
            <Button
              variant="default"
              loading={test.isPending}
              onClick={() => {
                test.mutate();
              }}
            >
              Test
            </Button>
          ) : (
            <Button
              variant="default"
              onClick={() => {
                go('/sources/woocommerce');
              }}
            >
              Connect again
            </Button>
          )}
          <Button variant="subtle" color="brick" onClick={() => void remove()}>
            Remove this shop…
          </Button>
        </div>
        {test.data && <FoundNote found={test.data} />}
        <ErrorNote error={test.error} title="The shop could not be read" />
      </Section>
    </>
  );
}
