/** Somebody's orders, newest first, ten at a time; an order's items are fetched when it is opened. */
import { Button } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Fragment, useState } from 'react';
import { call, commands, type PersonOrder } from '../../api';
import { money, plural } from '../../format';
import { DateText, ErrorNote, Loading, Money, Pill, Section } from '../../parts';
import { OrderOrigin } from './OrderOrigin';
import styles from './people.module.css';

const STEP = 10;

export function PersonOrders({ id }: { id: number }) {
  const [shown, setShown] = useState(STEP);
  const [open, setOpen] = useState<number | null>(null);
  const orders = useQuery({
    queryKey: ['people', 'orders', id, shown],
    queryFn: () => call(commands.personOrders(id, 0, shown)),
    placeholderData: keepPreviousData,
  });
  const { total = 0, rows = [] } = orders.data ?? {};
  return (
    <Section title="Orders" aside={orders.data && plural(total, 'order')}>
      <ErrorNote error={orders.error} />
      {orders.data && total === 0 && <p className={styles.quiet}>They have not ordered yet.</p>}
      {rows.length > 0 && (
        <table className={styles.order}>
          <thead>
            <tr>
              <th>Order</th>
              <th>Day</th>
              <th data-end>Items</th>
              <th data-end>Total</th>
              <th>State</th>
            </tr>
          </thead>
          <tbody>
            {rows.map((order) => (
              <Fragment key={order.id}>
                <OrderRow
                  order={order}
                  open={open === order.id}
                  onToggle={() => {
                    setOpen(open === order.id ? null : order.id);
                  }}
                />
                {open === order.id && <Items order={order} />}
              </Fragment>
            ))}
          </tbody>
        </table>
      )}
      {rows.length < total && shown < 200 && (
        <div>
          <Button
            variant="default"
            onClick={() => {
              setShown(Math.min(200, shown + 4 * STEP));
            }}
          >
            Show more
          </Button>
        </div>
      )}
    </Section>
  );
}

type RowProps = { order: PersonOrder; open: boolean; onToggle: () => void };

function OrderRow({ order, open, onToggle }: RowProps) {
  const back = order.refunded.minor > 0;
  return (
    <tr>
      <td>
        <button type="button" className={styles.open} aria-expanded={open} onClick={onToggle}>
          {order.number}
        </button>
      </td>
      <td>
        <DateText when={order.placed_at} />
      </td>
      <td data-end>{order.items}</td>
      <td data-end>
        <Money value={order.total} />
        {order.in_shop && <div className={styles.quiet}>{money(order.in_shop)}</div>}
      </td>
      <td>
        {back ? (
          <Pill tone="attention">{money(order.refunded)} given back</Pill>
        ) : (
          <Pill tone={order.counts ? 'neutral' : 'attention'}>{order.status}</Pill>
        )}
      </td>
    </tr>
  );
}

function Items({ order }: { order: PersonOrder }) {
  const items = useQuery({
    queryKey: ['people', 'items', order.id],
    queryFn: () => call(commands.orderItems(order.id)),
  });
  return (
    <tr>
      <td colSpan={5}>
        <ErrorNote error={items.error} />
        {items.isPending && <Loading lines={2} />}
        <ul className={styles.items}>
          {items.data?.map((item, i) => (
            <li key={i}>
              <span>{item.quantity} ×</span>
              <span>{item.title ?? 'Without a product'}</span>
              <Money value={item.total} />
            </li>
          ))}
        </ul>
        <OrderOrigin id={order.id} />
      </td>
    </tr>
  );
}
