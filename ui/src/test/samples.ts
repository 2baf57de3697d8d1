/** Whole answers of the host, for tests that care about one field of them. Nobody in them exists. */
import type { ShopInfo, TaskState } from '../api';

export const shop = (change: Partial<ShopInfo>): ShopInfo => ({
  name: 'Your shop',
  currency: 'EUR',
  zone: 'Europe/Berlin',
  demo: false,
  file: '/data/shop.db',
  today: '2026-11-20',
  totals: {
    people: 2000,
    orders: 4593,
    anonymous_orders: 90,
    refunds: 195,
    products: 49,
    revenue: { minor: 35_473_500, currency: 'EUR' },
    refunded: { minor: 991_737, currency: 'EUR' },
    unpriced_orders: 0,
  },
  ...change,
});

export const emptyTotals: ShopInfo['totals'] = {
  people: 0,
  orders: 0,
  anonymous_orders: 0,
  refunds: 0,
  products: 0,
  revenue: { minor: 0, currency: 'EUR' },
  refunded: { minor: 0, currency: 'EUR' },
  unpriced_orders: 0,
};

export const task = (change: Partial<TaskState>): TaskState => ({
  id: 1,
  kind: 'import',
  label: 'orders.csv',
  subject: null,
  per_second: null,
  phase: 'running',
  progress: { phase: 'Reading rows', done: 1200, total: 5000 },
  seconds: 3,
  seconds_left: null,
  outcome: null,
  error: null,
  ...change,
});
