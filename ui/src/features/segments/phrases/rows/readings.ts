/**
 * What can be asked of rows, each as a sentence with places in it: "{verb} {object} {compare}". The window and what
 * else the rows must be come after it.
 */
import type { What } from '../../../../api';
import type { Unit } from '../../words';
import { always, least, times, type Given } from './always';
import { capital } from './rows';

const STARS: Unit = { stars: true };

const amounts = (one: string): Given[] =>
  (['average', 'largest', 'smallest'] as const).map((of) => ({
    verb: `${capital(of)} ${one} is`,
    hint: of === 'average' ? 'on average' : 'a single one',
    measure: { of, number: 'amount', compare: least(5000) },
  }));

const products = (verb: string): Given => ({
  verb,
  label: `${verb} different products`,
  hint: 'how many of them',
  unit: { one: 'different product', many: 'different products', rank: 'different products' },
  measure: { of: 'products', compare: least(2) },
});

const counted = (verb: string, hint: string, what: What, says: string, unit?: Unit): Given => ({
  verb,
  hint,
  says,
  unit: unit ?? times(what),
  measure: { of: 'count', compare: least(1) },
});

const rows = (one: string, many: string): Unit => ({ one, many, rank: `number of ${many}` });

export const GIVEN: Record<What, Given[]> = {
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
  emails: always('emails', {
    ...counted('Had', 'how many', 'emails', '{kinds} {compare}', rows('email', 'emails')),
    label: 'Opened, clicked, got emails',
  }),
  views: [
    ...always('views', counted('Looked at', 'how often', 'views', '{verb} {things} {compare}')),
    products('Looked at'),
  ],
  searches: always(
    'searches',
    counted('Searched for', 'how often', 'searches', '{verb} {terms} {compare}'),
  ),
  reviews: [
    ...always('reviews', counted('Reviewed', 'how often', 'reviews', '{verb} {things} {compare}')),
    ...(['average', 'largest', 'smallest'] as const).map((of): Given => {
      const name = { average: 'Average', largest: 'Best', smallest: 'Worst' }[of];
      return {
        verb: `${name} rating is`,
        hint: 'stars',
        unit: STARS,
        measure: { of, number: 'rating', compare: { op: 'at_most', value: 2 } },
      };
    }),
    {
      verb: 'Gave in all',
      hint: 'stars of all their reviews',
      unit: { one: 'star', many: 'stars', rank: 'stars' },
      measure: { of: 'sum', number: 'rating', compare: least(10) },
    },
    products('Reviewed'),
  ],
  events: always('events', counted('Did', 'how often', 'events', '{verb} {names} {compare}')),
};
