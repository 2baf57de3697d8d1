/** What people bought, spent and got back, and how that changed. */
import type { Vocabulary } from '../../../api';
import { did, lately, often, type Kind } from './types';

const spend = (value: number) => ({ op: 'at_least', value }) as const;

export function bought(words: Vocabulary): Kind[] {
  const group = 'What they bought';
  const category = words.categories[0]?.value ?? 'Candles';
  return [
    did(
      group,
      'Bought how often',
      `Bought ${category} at least twice in the last 90 days`,
      'orders',
      often,
      {
        window: lately(90),
      },
    ),
    did(group, 'Spent how much', 'Spent in the top 10% in the last 12 months', 'orders', {
      of: 'sum',
      number: 'amount',
      compare: spend(10_000),
    }),
    did(group, 'Last bought', 'Last bought anything more than 90 days ago', 'orders', {
      of: 'last',
      when: { kind: 'over_days_ago', days: 90 },
    }),
    did(group, 'First bought', 'First bought anything in the last 30 days', 'orders', {
      of: 'first',
      when: lately(30),
    }),
    did(group, 'Average order', 'Average order is at least 60', 'orders', {
      of: 'average',
      number: 'amount',
      compare: spend(5_000),
    }),
    did(group, 'Pieces of a product', 'Bought at least 5 pieces', 'order_lines', {
      of: 'sum',
      number: 'quantity',
      compare: { op: 'at_least', value: 5 },
    }),
    did(
      group,
      'Quiet for longer than usual',
      'More than 2 × their usual gap between orders',
      'orders',
      {
        of: 'overdue',
        percent: 200,
      },
    ),
    did(group, 'Their third order', 'Placed their third order in the last 30 days', 'orders', {
      of: 'nth',
      n: 3,
      when: lately(30),
    }),
    did(group, 'Got money back', 'Got money back at least once', 'refunds', often),
    {
      group,
      label: 'One thing after another',
      hint: 'Bought, and then did not buy again within 60 days',
      make: () => ({
        type: 'sequence',
        window: lately(180),
        steps: [
          { what: 'orders', filter: {} },
          { what: 'orders', filter: {}, within_days: 60, absent: true },
        ],
      }),
    },
    {
      group,
      label: 'More or less than before',
      hint: 'Spent more than 150% of what they spent 91 to 180 days ago',
      make: () => ({
        type: 'versus',
        left: { what: 'orders', measure: { of: 'sum', number: 'amount' }, window: lately(90) },
        compare: 'more_than',
        percent: 150,
        right: {
          what: 'orders',
          measure: { of: 'sum', number: 'amount' },
          window: { kind: 'days_ago', from: 91, to: 180 },
        },
      }),
    },
  ];
}
