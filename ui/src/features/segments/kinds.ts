/** Everything that can be added to a segment, grouped for a shopkeeper, each with an example and a first form. */
import type { Vocabulary } from '../../api';
import { activityKinds, type Kind } from './kindsOfRows';
import { testOf } from './phrases/tests';
import type { Leaf } from './tree';
import { fieldKey } from './vocabulary';

export type { Kind } from './kindsOfRows';

export function kindsOf(words: Vocabulary): Kind[] {
  return [...activityKinds(words), ...people(words), ...standing(words), ...chosen(words)];
}

const EXAMPLES: Record<string, string> = {
  country: 'Country is Germany or Austria',
  city: 'City is Hamburg',
  language: 'Language is English',
  tag: 'Tag is wholesale',
  email: 'Email address ends with @example.com',
  birthday: 'Birthday is coming up within 14 days',
  created: 'First known was in the last 30 days',
  registered: 'They have an account, or none',
};

function people(words: Vocabulary): Kind[] {
  const group = 'Who they are';
  const rank = (key: string) => {
    const at = Object.keys(EXAMPLES).indexOf(key);
    return at < 0 ? 100 : at;
  };
  return words.fields
    .map((f): Kind & { key: string } => ({
      key: fieldKey(f.field),
      group,
      label: f.label,
      hint: EXAMPLES[fieldKey(f.field)] ?? `What ${f.label.toLowerCase()} is, contains …`,
      make: () => ({ type: 'profile', field: f.field, is: testOf(f.kind) }),
    }))
    .sort((a, b) => rank(a.key) - rank(b.key));
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

function chosen(words: Vocabulary): Kind[] {
  const group = 'Chosen by hand';
  const [segment] = words.segments;
  const [list] = words.lists;
  const [test] = words.experiments;
  const kinds: (Kind | null)[] = [
    segment
      ? {
          group,
          label: 'In another segment',
          hint: `In the segment ${segment.name}`,
          make: () => ({ type: 'segment', id: segment.id }),
        }
      : null,
    list
      ? {
          group,
          label: 'On a list from a file',
          hint: `On the list ${list.name}`,
          make: () => ({ type: 'list', id: list.id }),
        }
      : null,
    test
      ? {
          group,
          label: 'In a test',
          hint: `Got a version of ${test.name}`,
          make: () => ({ type: 'arm', experiment: test.id, arms: [] }),
        }
      : null,
    {
      group,
      label: 'Exported before',
      hint: 'Exported to any audience in the last 30 days',
      make: () => ({ type: 'exported', window: { kind: 'last_days', days: 30 } }),
    },
    {
      group,
      label: 'A random share',
      hint: 'A random 10% of everyone, always the same',
      make: () => ({ type: 'random', percent: 10 }),
    },
  ];
  return kinds.filter((k) => k !== null);
}
