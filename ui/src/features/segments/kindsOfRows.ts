/** What people did, as it is added to a segment: bought, looked at, opened, one thing after another. */
import type { Activity, Measure, Vocabulary, What, Window as Span } from '../../api';
import type { Leaf } from './tree';

export type Kind = { group: string; label: string; hint: string; make: () => Leaf };

const once = { op: 'at_least', value: 1 } as const;
const often = { of: 'count', compare: once } as const;
const lately = (days: number): Span => ({ kind: 'last_days', days });

function did(
  group: string,
  label: string,
  hint: string,
  what: What,
  measure: Measure,
  rest: Pick<Activity, 'filter' | 'window'> = {},
): Kind {
  return { group, label, hint, make: () => ({ type: 'activity', what, measure, ...rest }) };
}

export function activityKinds(words: Vocabulary): Kind[] {
  const bought = 'What they bought';
  const web = 'On the website';
  const mail = 'Emails';
  const category = words.categories[0]?.value ?? 'Candles';
  const campaign = words.campaigns[0]?.value ?? 'Spring sale';
  const event = words.events[0]?.name ?? 'Wishlist Added';
  const spend = (value: number) => ({ op: 'at_least', value }) as const;
  return [
    did(
      bought,
      'Bought how often',
      `Bought ${category} at least twice in the last 90 days`,
      'orders',
      often,
      {
        window: lately(90),
      },
    ),
    did(bought, 'Spent how much', 'Spent in the top 10% in the last 12 months', 'orders', {
      of: 'sum',
      number: 'amount',
      compare: spend(10_000),
    }),
    did(bought, 'Last bought', 'Last bought anything more than 90 days ago', 'orders', {
      of: 'last',
      when: { kind: 'over_days_ago', days: 90 },
    }),
    did(bought, 'First bought', 'First bought anything in the last 30 days', 'orders', {
      of: 'first',
      when: lately(30),
    }),
    did(bought, 'Average order', 'Average order is at least 60', 'orders', {
      of: 'average',
      number: 'amount',
      compare: spend(5_000),
    }),
    did(bought, 'Pieces of a product', 'Bought at least 5 pieces', 'order_lines', {
      of: 'sum',
      number: 'quantity',
      compare: { op: 'at_least', value: 5 },
    }),
    did(
      bought,
      'Quiet for longer than usual',
      'More than 2 × their usual gap between orders',
      'orders',
      {
        of: 'overdue',
        percent: 200,
      },
    ),
    did(bought, 'Their third order', 'Placed their third order in the last 30 days', 'orders', {
      of: 'nth',
      n: 3,
      when: lately(30),
    }),
    did(bought, 'Got money back', 'Got money back at least once', 'refunds', often),
    {
      group: bought,
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
      group: bought,
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
    did(
      mail,
      'Opened or clicked emails',
      `Opened at least 1 email of ${campaign}`,
      'emails',
      often,
      {
        filter: { kinds: ['opened'] },
        window: lately(30),
      },
    ),
    {
      group: mail,
      label: 'Engagement with emails',
      hint: 'Reading our emails: fading or asleep',
      make: () => ({ type: 'engagement', levels: ['clicks', 'opens'] }),
    },
    did(
      web,
      'Left a cart behind',
      'Left at least 1 cart behind in the last 14 days',
      'abandoned_carts',
      often,
      {
        window: lately(14),
      },
    ),
    did(web, 'Looked at products', `Looked at ${category} at least 3 times`, 'views', often, {
      window: lately(30),
    }),
    {
      group: web,
      label: 'Looked, but did not buy',
      hint: 'Looked at a product, and then did not buy within 7 days',
      make: () => ({
        type: 'sequence',
        window: lately(30),
        steps: [
          { what: 'views', filter: {} },
          { what: 'orders', filter: {}, within_days: 7, absent: true },
        ],
      }),
    },
    did(web, 'Searched the shop', 'Searched for “wool” at least once', 'searches', often, {
      window: lately(30),
    }),
    did(web, 'Reviewed products', 'Reviewed any product with at most 2 stars', 'reviews', often),
    did(web, 'Did something else', `Did ${event} at least once`, 'events', often, {
      window: lately(30),
    }),
    did(web, 'Filled a cart', 'Filled at least 1 cart, bought or not', 'carts', often, {
      window: lately(30),
    }),
  ];
}
