/** What somebody is worth to the shop so far, in five numbers; other currencies are told as they were paid. */
import type { PersonValue as Value } from '../../api';
import { daysAgo, list, money, plural } from '../../format';
import { Count, DateText, Money, Stat, StatRow } from '../../parts';
import styles from './people.module.css';

export function PersonValue({ value }: { value: Value }) {
  const { spent, refunded, net } = value;
  const paid = value.by_currency.filter((sum) => sum.spent.currency !== net.currency);
  return (
    <div>
      <StatRow>
        <Stat
          label="Spent"
          value={<Money value={value.orders > 0 || refunded.minor > 0 ? net : null} />}
          hint={
            refunded.minor > 0
              ? `${money(spent)} less ${money(refunded)} given back`
              : 'nothing given back'
          }
        />
        <Stat label="Orders" value={value.orders} hint={<Count value={value.items} one="item" />} />
        <Stat label="Average order" value={<Money value={value.average_order} />} />
        <Stat
          label="First order"
          value={<DateText when={value.first_order} />}
          hint={value.first_order === null ? undefined : daysAgo(value.first_order)}
        />
        <Stat
          label="Last order"
          value={<DateText when={value.last_order} />}
          hint={value.last_order === null ? undefined : daysAgo(value.last_order)}
        />
      </StatRow>
      {paid.length > 0 && (
        <p className={`${styles.quiet} ${styles.more}`}>
          Paid in other currencies:{' '}
          {list(paid.map((sum) => `${money(sum.spent)} in ${plural(sum.orders, 'order')}`))}
          {value.unpriced_orders > 0 &&
            `; ${plural(value.unpriced_orders, 'order')} left out above, because no rate is known`}
          .
        </p>
      )}
    </div>
  );
}
