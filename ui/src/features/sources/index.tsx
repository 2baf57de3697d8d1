/** The room Sources (/sources and what lies below). What it will hold is said until it holds it. */
import { Button } from '@mantine/core';
import { Link, Route, Switch } from 'wouter';
import { EmptyState, Page, PageHeader } from '../../parts';
import { ConnectedShops, WooCommerce } from './woocommerce';

const STEPS = [
  {
    title: 'Your shop platform',
    text: 'Orders, customers, products and consent, kept up to date page by page.',
  },
  {
    title: 'A file',
    text: 'A spreadsheet export of customers or orders, read once or as often as you like.',
  },
  {
    title: 'The demo shop',
    text: 'Made-up people and orders, to try everything before you connect your own.',
  },
];

export function SourcesRoom() {
  return (
    <Switch>
      <Route path="/sources/woocommerce/*?">
        <WooCommerce />
      </Route>
      <Route>
        <SourcesPage />
      </Route>
    </Switch>
  );
}

function SourcesPage() {
  return (
    <Page>
      <PageHeader
        title="Sources"
        subtitle="Where your orders, customers and subscribers come from."
      />
      <ConnectedShops />
      <EmptyState
        action={
          <Button component={Link} href="/sources/woocommerce">
            Connect WooCommerce
          </Button>
        }
        title="No shop is connected yet"
        steps={STEPS}
      >
        Each connected shop will stand here with when it was last read and how many orders came in.
        Your data stays in one file on this machine.
      </EmptyState>
    </Page>
  );
}
