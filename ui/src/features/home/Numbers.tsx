/**
 * People, orders, revenue and refunds in the shop's currency. What a figure leaves out stands under it:
 * orders without a customer, and orders whose currency has no known rate.
 */
import type { ShopInfo } from '../../api';
import { count, money, noun, percent, plural } from '../../format';
import { Stat, StatRow } from '../../parts';

export function Numbers({ shop: { totals } }: { shop: ShopInfo }) {
  const { unpriced_orders: unpriced, revenue, refunded } = totals;
  return (
    <StatRow>
      <Stat label="People" value={count(totals.people)} hint="who bought or signed up" />
      <Stat
        label="Orders"
        value={count(totals.orders)}
        hint={
          totals.anonymous_orders > 0
            ? `${count(totals.anonymous_orders)} without a customer`
            : 'each with its customer'
        }
      />
      <Stat
        label="Revenue"
        value={money(revenue, { whole: true })}
        tone={unpriced > 0 ? 'attention' : 'plain'}
        hint={
          unpriced > 0
            ? `without ${plural(unpriced, 'order')} in ${noun(unpriced, 'a currency', 'currencies')} of unknown rate`
            : 'all orders, before refunds'
        }
      />
      <Stat
        label="Refunded"
        value={money(refunded, { whole: true })}
        hint={refundWords(totals.refunds, refunded.minor, revenue.minor)}
      />
    </StatRow>
  );
}

function refundWords(refunds: number, refunded: number, revenue: number): string {
  if (refunds === 0) return 'nothing was given back';
  const share = revenue > 0 ? `, ${percent(refunded / revenue)} of revenue` : '';
  return `${plural(refunds, 'refund')}${share}`;
}
