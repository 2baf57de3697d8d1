/** The kinds of condition in the shopkeeper's words, grouped as the menu shows them, each with a first form. */
import type { Vocabulary } from '../../api';
import { fieldKey } from './vocabulary';
import { testOf } from './phrases/tests';
import type { Leaf } from './tree';

export type Kind = { label: string; make: () => Leaf };
export type KindGroup = { title: string; kinds: Kind[] };

export function kindsOf(words: Vocabulary): KindGroup[] {
  const once = { op: 'at_least', value: 1 } as const;
  const profile = words.fields.map((f) => ({
    key: fieldKey(f.field),
    label: f.label,
    make: (): Leaf => ({ type: 'profile', field: f.field, is: testOf(f.kind) }),
  }));
  const first = ['country', 'city', 'language', 'tag'];
  const segments = words.segments.filter((s) => !s.archived);
  return [
    {
      title: 'What they bought',
      kinds: [
        {
          label: 'Bought how often',
          make: () => ({
            type: 'orders',
            measure: { of: 'count', compare: once },
            window: { kind: 'last_days', days: 90 },
          }),
        },
        {
          label: 'Spent how much',
          make: () => ({
            type: 'orders',
            measure: { of: 'spent', compare: { op: 'at_least', value: 10_000 } },
          }),
        },
        {
          label: 'Average order',
          make: () => ({
            type: 'orders',
            measure: { of: 'average', compare: { op: 'at_least', value: 5_000 } },
          }),
        },
        {
          label: 'Last bought',
          make: () => ({
            type: 'orders',
            measure: { of: 'last', when: { kind: 'over_days_ago', days: 90 } },
          }),
        },
        {
          label: 'First bought',
          make: () => ({
            type: 'orders',
            measure: { of: 'first', when: { kind: 'last_days', days: 30 } },
          }),
        },
        {
          label: 'Pieces or different products',
          make: () => ({
            type: 'order_lines',
            measure: { of: 'quantity', compare: { op: 'at_least', value: 5 } },
          }),
        },
        {
          label: 'Got money back',
          make: () => ({ type: 'refunds', measure: { of: 'count', compare: once } }),
        },
      ],
    },
    {
      title: 'What they did',
      kinds: [
        {
          label: 'Opened or clicked emails',
          make: () => ({
            type: 'email_events',
            event: 'opened',
            count: once,
            window: { kind: 'last_days', days: 30 },
          }),
        },
        {
          label: 'Left a cart behind',
          make: () => ({
            type: 'abandoned_carts',
            measure: { of: 'count', compare: once },
            window: { kind: 'last_days', days: 14 },
          }),
        },
      ],
    },
    {
      title: 'Where they stand',
      kinds: [
        {
          label: 'Consent to be written to',
          make: () => ({ type: 'consent', channel: 'email', states: ['subscribed'] }),
        },
        { label: 'RFM group', make: () => ({ type: 'rfm', names: ['champions', 'loyal'] }) },
        {
          label: 'Stage of life with the shop',
          make: () => ({ type: 'lifecycle', stages: ['at_risk'] }),
        },
        ...(segments[0]
          ? [
              {
                label: 'In another segment',
                make: (): Leaf => ({ type: 'segment', id: segments[0]?.id ?? 0 }),
              },
            ]
          : []),
      ],
    },
    {
      title: 'Who they are',
      kinds: [
        ...profile.filter((p) => first.includes(p.key)),
        { label: 'Chosen by hand', make: () => ({ type: 'people', ids: [] }) },
      ],
    },
    { title: 'More about them', kinds: profile.filter((p) => !first.includes(p.key)) },
  ];
}
