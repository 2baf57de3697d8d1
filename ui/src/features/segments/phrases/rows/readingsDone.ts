/** What can be asked of emails, looks at products, searches, reviews and a shop's own events. */
import type { What } from '../../../../api';
import type { Unit } from '../../words';
import { always, least, type Given } from './always';
import { counted, products, rows } from './given';

type Done = Extract<What, 'emails' | 'views' | 'searches' | 'reviews' | 'events'>;

const STARS: Unit = { stars: true };

export const DONE: Record<Done, Given[]> = {
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
