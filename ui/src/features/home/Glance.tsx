/**
 * The shop at a glance: its numbers, what is worth doing next, what the numbers say, groups to start from,
 * and takings by month. Every part fetches its own and fails on its own.
 */
import type { ShopInfo } from '../../api';
import { date } from '../../format';
import { Page, PageHeader } from '../../parts';
import { DemoNote } from './DemoNote';
import { NextStep } from './NextStep';
import { Numbers } from './Numbers';

export function Glance({ shop }: { shop: ShopInfo }) {
  return (
    <Page>
      <PageHeader title="Home" subtitle={`${shop.name} on ${date(shop.today, 'long')}`} />
      {shop.demo && <DemoNote />}
      <Numbers shop={shop} />
      <NextStep />
    </Page>
  );
}
