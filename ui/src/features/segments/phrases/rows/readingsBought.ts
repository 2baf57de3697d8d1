/** What can be asked of orders, their lines, refunds and carts. */
import type { What } from '../../../../api';
import { always, least, type Given } from './always';
import { amounts, counted, products, rows } from './given';
import { capital } from './rows';

type Bought = Extract<What, 'orders' | 'order_lines' | 'refunds' | 'carts' | 'abandoned_carts'>;

export const BOUGHT: Record<Bought, Given[]> = {
  orders: [
    ...always('orders', counted('Bought', 'how often', 'orders', '{verb} {things} {compare}')),
    {
      verb: 'Spent',
      hint: 'in all, before refunds',
      measure: { of: 'sum', number: 'amount', compare: least(10_000) },
    },
    ...amounts('order'),
    products('Bought'),
  ],
  order_lines: [
    {
      verb: 'Bought',
      label: 'Bought pieces',
      hint: 'how many, of all or of some products',
      unit: { one: 'piece', many: 'pieces', rank: 'number of pieces' },
      measure: { of: 'sum', number: 'quantity', compare: least(5) },
    },
    {
      verb: 'Spent',
      label: 'Spent on certain products',
      hint: 'their price on the order, not the whole order',
      says: '{verb} {compare} on {things}',
      measure: { of: 'sum', number: 'amount', compare: least(5_000) },
    },
    ...always(
      'order_lines',
      counted(
        'Bought',
        'lines of orders',
        'order_lines',
        '{verb} {compare}',
        rows('order line', 'order lines'),
      ),
    ),
    ...amounts('order line'),
    ...(['average', 'largest', 'smallest'] as const).map((of): Given => ({
      verb: `${capital(of)} number of pieces on a line is`,
      hint: 'pieces of one product at once',
      unit: { one: 'piece', many: 'pieces' },
      measure: { of, number: 'quantity', compare: least(2) },
    })),
    products('Bought'),
  ],
  refunds: [
    ...always('refunds', counted('Got money back', 'how often', 'refunds', '{verb} {compare}')),
    {
      verb: 'Got back',
      hint: 'how much in all',
      measure: { of: 'sum', number: 'amount', compare: least(5_000) },
    },
    ...amounts('refund'),
    products('Got money back for'),
  ],
  carts: [
    ...always(
      'carts',
      counted('Filled', 'how many', 'carts', '{verb} {compare}', rows('cart', 'carts')),
    ),
    {
      verb: 'Filled carts worth',
      hint: 'in all',
      measure: { of: 'sum', number: 'amount', compare: least(5_000) },
    },
    ...amounts('cart'),
    products('Put into carts'),
  ],
  abandoned_carts: [
    ...always(
      'abandoned_carts',
      counted(
        'Left',
        'how many',
        'abandoned_carts',
        '{verb} {compare} behind',
        rows('cart', 'carts'),
      ),
    ),
    {
      verb: 'Left behind carts worth',
      hint: 'in all',
      measure: { of: 'sum', number: 'amount', compare: least(5_000) },
    },
    ...amounts('abandoned cart'),
    products('Left behind'),
  ],
};
