/** Connecting a WooCommerce shop (/sources/woocommerce and below). */
import { EmptyState, Page, PageHeader } from '../../../parts';

export function WooCommerce() {
  return (
    <Page>
      <PageHeader title="WooCommerce" back={{ href: '/sources', label: 'Sources' }} />
      <EmptyState title="Connect it from the terminal">
        Run “regulars-cli source add” with the address of your shop.
      </EmptyState>
    </Page>
  );
}
