/**
 * Home (/): the ways in while the own shop is empty, and the shop at a glance when it is not. It computes
 * nothing: numbers, sentences, segments and the chart come from the core.
 */
import { isEmpty, useShop } from '../../api';
import { ErrorNote, Loading, Page, PageHeader } from '../../parts';
import { FirstRun } from './FirstRun';
import { Glance } from './Glance';

export function HomeRoom() {
  const shop = useShop();
  if (shop.data) {
    return !shop.data.demo && isEmpty(shop.data) ? (
      <FirstRun shop={shop.data} />
    ) : (
      <Glance shop={shop.data} />
    );
  }
  return (
    <Page>
      <PageHeader title="Home" />
      {shop.isPending ? (
        <Loading label="Opening the shop" />
      ) : (
        <ErrorNote
          error={shop.error}
          title="The shop could not be read"
          onRetry={() => void shop.refetch()}
        />
      )}
    </Page>
  );
}
