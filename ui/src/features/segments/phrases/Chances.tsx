/** Phrases for what is expected of people, how they meet our emails and what they like. */
import type {
  EngagementIs,
  EngagementLevel,
  Expected,
  Interests,
  Number as Compare,
  Predicted,
} from '../../../api';
import { ChoiceToken } from '../tokens/ChoiceToken';
import { ManyToken } from '../tokens/ManyToken';
import { NumberToken } from '../tokens/NumberToken';
import { useVocabulary } from '../vocabulary';
import type { Unit } from '../words';
import type { PhraseProps } from './types';

const EXPECTED: { value: Expected; label: string; hint: string }[] = [
  { value: 'value', label: 'Expected to spend', hint: 'in the next 12 months' },
  { value: 'churn', label: 'Chance that they will not come back is', hint: 'in percent' },
  { value: 'next_order', label: 'Next order is expected in', hint: 'days; below 0 it is overdue' },
];
const FIRST: Record<Expected, Compare> = {
  value: { op: 'at_least', value: 10_000 },
  churn: { op: 'at_least', value: 60 },
  next_order: { op: 'at_most', value: 14 },
};

export function PredictedPhrase({ value, onChange }: PhraseProps<Predicted>) {
  const { currency } = useVocabulary();
  const units: Record<Expected, Unit> = {
    value: { currency },
    churn: { percent: true },
    next_order: { one: 'day', many: 'days' },
  };
  return (
    <>
      <ChoiceToken
        label="What is expected"
        value={value.of}
        options={EXPECTED}
        width={320}
        onChange={(of) => {
          if (of !== value.of) onChange({ of, compare: FIRST[of] });
        }}
      />{' '}
      <NumberToken
        label="How much"
        value={value.compare}
        unit={units[value.of]}
        ranks={value.of === 'value'}
        min={value.of === 'next_order' ? -36_500 : 0}
        onChange={(compare) => {
          onChange({ ...value, compare });
        }}
      />
      {value.of === 'value' && ' in the next 12 months'}
    </>
  );
}

const LEVELS: Record<EngagementLevel, string> = {
  clicks: 'clicking',
  opens: 'opening, without a click',
  fading: 'fading',
  asleep: 'asleep',
  seldom_mailed: 'mailed too seldom to tell',
  never_mailed: 'never mailed',
};

export function EngagementPhrase({ value, onChange }: PhraseProps<EngagementIs>) {
  return (
    <>
      Reading our emails:{' '}
      <ManyToken
        label="How they meet our emails"
        values={value.levels}
        offers={Object.keys(LEVELS).map((level) => ({ value: level }))}
        say={(level) => LEVELS[level as EngagementLevel]}
        nothing="choose"
        onChange={(levels) => {
          onChange({ levels: levels as EngagementLevel[] });
        }}
      />
    </>
  );
}

const AMONG = ['their favourite category', 'their first 2 categories', 'their first 3 categories'];

export function InterestsPhrase({ value, onChange }: PhraseProps<Interests>) {
  const words = useVocabulary();
  return (
    <>
      Likes{' '}
      <ManyToken
        label="Category"
        values={value.categories}
        offers={words.categories}
        nothing="choose"
        free
        counts="products in it"
        onChange={(categories) => {
          onChange({ ...value, categories });
        }}
      />{' '}
      most: it is{' '}
      <ChoiceToken
        label="Among how many"
        value={String(value.among)}
        options={AMONG.map((label, i) => ({
          value: String(i + 1),
          label: i === 0 ? label : label.replace('their', 'among their'),
          ...(i === 0 ? { hint: 'by pieces bought' } : {}),
        }))}
        onChange={(n) => {
          onChange({ ...value, among: Number(n) });
        }}
      />
    </>
  );
}
