/** What people did with emails and on the website. */
import type { Vocabulary } from '../../../api';
import { did, lately, often, type Kind } from './types';

export function emails(words: Vocabulary): Kind[] {
  const group = 'Emails';
  const campaign = words.campaigns[0]?.value ?? 'Spring sale';
  return [
    did(
      group,
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
      group,
      label: 'Engagement with emails',
      hint: 'Reading our emails: fading or asleep',
      make: () => ({ type: 'engagement', levels: ['clicks', 'opens'] }),
    },
  ];
}

export function website(words: Vocabulary): Kind[] {
  const group = 'On the website';
  const category = words.categories[0]?.value ?? 'Candles';
  const event = words.events[0]?.name ?? 'Wishlist Added';
  return [
    did(
      group,
      'Left a cart behind',
      'Left at least 1 cart behind in the last 14 days',
      'abandoned_carts',
      often,
      {
        window: lately(14),
      },
    ),
    did(group, 'Looked at products', `Looked at ${category} at least 3 times`, 'views', often, {
      window: lately(30),
    }),
    {
      group,
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
    did(group, 'Searched the shop', 'Searched for “wool” at least once', 'searches', often, {
      window: lately(30),
    }),
    did(group, 'Reviewed products', 'Reviewed any product with at most 2 stars', 'reviews', often),
    did(group, 'Did something else', `Did ${event} at least once`, 'events', often, {
      window: lately(30),
    }),
    did(group, 'Filled a cart', 'Filled at least 1 cart, bought or not', 'carts', often, {
      window: lately(30),
    }),
  ];
}
