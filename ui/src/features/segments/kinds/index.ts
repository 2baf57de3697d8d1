/** Everything that can be added to a segment, grouped for a shopkeeper, each with an example and a first form. */
import type { Vocabulary } from '../../../api';
import type { Leaf } from '../tree';
import { bought } from './bought';
import { chosen } from './chosen';
import { people } from './people';
import type { Kind } from './types';
import { emails, website } from './website';

export function kindsOf(words: Vocabulary): Kind[] {
  return [
    ...bought(words),
    ...emails(words),
    ...website(words),
    ...people(words),
    ...standing(words),
    ...chosen(words),
  ];
}

function standing(words: Vocabulary): Kind[] {
  const group = 'How they are doing';
  return [
    {
      group,
      label: 'Consent to be written to',
      hint: 'Consent to email is subscribed',
      make: () => ({ type: 'consent', channel: 'email', states: ['subscribed'] }),
    },
    {
      group,
      label: 'RFM group',
      hint: 'Among the champions by RFM',
      make: () => ({ type: 'rfm', names: ['champions', 'loyal'] }),
    },
    {
      group,
      label: 'Stage of life with the shop',
      hint: 'At risk, new, lapsed …',
      make: () => ({ type: 'lifecycle', stages: ['at_risk'] }),
    },
    {
      group,
      label: 'Expected spend',
      hint: 'Expected to spend in the top 10% in the next 12 months',
      make: () => ({ type: 'predicted', of: 'value', compare: { op: 'top', percent: 10 } }),
    },
    {
      group,
      label: 'Chance that they will not come back',
      hint: 'At least 60%',
      make: () => ({ type: 'predicted', of: 'churn', compare: { op: 'at_least', value: 60 } }),
    },
    {
      group,
      label: 'Next order expected',
      hint: 'In at most 14 days',
      make: () => ({ type: 'predicted', of: 'next_order', compare: { op: 'at_most', value: 14 } }),
    },
    ...(words.categories.length > 0
      ? [
          {
            group,
            label: 'Favourite category',
            hint: `Likes ${words.categories[0]?.value ?? ''} most`,
            make: (): Leaf => ({ type: 'interests', categories: [], among: 1 }),
          },
        ]
      : []),
  ];
}
