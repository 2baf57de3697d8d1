/**
 * The shop at a glance: its numbers, what they say, takings by month, the next step of the main job, and
 * groups to start from. Every part fetches its own and fails on its own.
 */
import type { ShopInfo } from '../../api';
import { date } from '../../format';
import { Page, PageHeader } from '../../parts';
import { DemoNote } from './DemoNote';
import { NextStep } from './NextStep';
import { Numbers } from './Numbers';
import { SaySo } from './SaySo';
import { Starters } from './Starters';
import { Takings } from './Takings';
import styles from './Glance.module.css';

export function Glance({ shop }: { shop: ShopInfo }) {
  return (
    <Page>
      <PageHeader title="Home" subtitle={`${shop.name} on ${date(shop.today, 'long')}`} />
      {shop.demo && <DemoNote />}
      <Numbers shop={shop} />
      <div className={styles.split}>
        <SaySo />
        <Takings />
      </div>
      <NextStep />
      <Starters />
    </Page>
  );
}
