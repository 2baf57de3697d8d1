/** What came in, month by month of the shop's own calendar: this month and the last, the chart, all months. */
import { Button } from '@mantine/core';
import { useState } from 'react';
import type { MonthRevenue } from '../../api';
import { count, date, money, plural } from '../../format';
import { ErrorNote, Loading, Section } from '../../parts';
import { Chart } from './Chart';
import { useRevenue } from './useInsights';
import styles from './insights.module.css';

export function RevenueSection() {
  const { data, error } = useRevenue();
  const [open, setOpen] = useState(false);
  return (
    <Section title="What came in" hint={data && inWords(data)}>
      <ErrorNote error={error} />
      {!data && !error && <Loading lines={6} />}
      {data && data.length > 0 && (
        <>
          <Chart name="revenue" />
          <div>
            <Button
              variant="default"
              aria-expanded={open}
              onClick={() => {
                setOpen(!open);
              }}
            >
              {open ? 'Hide the months' : 'Show the months as figures'}
            </Button>
          </div>
          {open && <Months months={data} />}
        </>
      )}
    </Section>
  );
}

function inWords(months: MonthRevenue[]): string {
  const complete = months.filter((month) => month.complete);
  const [last, before] = [complete.at(-1), complete.at(-2)];
  if (!last) return 'No month is over yet.';
  const words = `${date(last.month, 'month')} brought ${money(last.net)} from ${plural(last.orders, 'order')}, after refunds`;
  return before
    ? `${words}; ${date(before.month, 'month')} brought ${money(before.net)}.`
    : `${words}.`;
}

function Months({ months }: { months: MonthRevenue[] }) {
  return (
    <table className={styles.table} aria-label="Revenue by month">
      <thead>
        <tr>
          <th>Month</th>
          <th data-end>Orders</th>
          <th data-end>Came in</th>
          <th data-end>Given back</th>
          <th data-end>Left</th>
        </tr>
      </thead>
      <tbody>
        {[...months].reverse().map((month) => (
          <tr key={month.month}>
            <th scope="row">
              {date(month.month, 'month')}
              {!month.complete && <span className={styles.meaning}> so far</span>}
            </th>
            <td data-end>{count(month.orders)}</td>
            <td data-end>{money(month.revenue)}</td>
            <td data-end>{month.refunded.minor > 0 ? money(month.refunded) : '–'}</td>
            <td data-end>{money(month.net)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
