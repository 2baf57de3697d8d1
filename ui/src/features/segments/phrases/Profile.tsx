/** Phrases for who people are: "Country is Germany or Austria", with what happens to those without a value. */
import type { Field, FieldOffer, Profile, Test } from '../../../api';
import { NumberInput } from '@mantine/core';
import { plural } from '../../../format';
import { ChoiceToken } from '../tokens/ChoiceToken';
import { ManyToken } from '../tokens/ManyToken';
import { Token } from '../tokens/Token';
import { WindowToken } from '../tokens/WindowToken';
import { TextToken } from '../tokens/TextToken';
import { fieldKey, offerOf, useVocabulary } from '../vocabulary';
import { countryName, languageName } from '../words';
import { testOf, valuesOf, withValues } from './tests';
import type { PhraseProps } from './types';

const TEXT: { value: Test['op']; label: string }[] = [
  { value: 'one_of', label: 'is' },
  { value: 'not_one_of', label: 'is not' },
  { value: 'contains', label: 'contains' },
  { value: 'not_contains', label: 'does not contain' },
  { value: 'starts_with', label: 'starts with' },
  { value: 'ends_with', label: 'ends with' },
  { value: 'is_set', label: 'is known' },
  { value: 'is_not_set', label: 'is not known' },
];
const TAG = TEXT.map((t) =>
  t.value === 'is_set'
    ? { ...t, label: 'is there at all' }
    : t.value === 'is_not_set'
      ? { ...t, label: 'is missing altogether' }
      : t,
);
const BIRTHDAY: typeof TEXT = [
  { value: 'coming_up', label: 'is coming up' },
  { value: 'is_set', label: 'is known' },
  { value: 'is_not_set', label: 'is not known' },
];

export function ProfilePhrase({ value, onChange }: PhraseProps<Profile>) {
  const words = useVocabulary();
  const offer = offerOf(words, value.field);
  const set = (is: Test) => {
    onChange({ ...value, is });
  };
  const fields = words.fields.map((f) => ({ value: fieldKey(f.field), label: f.label }));
  const field = (
    <ChoiceToken
      label="Field"
      value={fieldKey(value.field)}
      options={fields}
      onChange={(key) => {
        const next = words.fields.find((f) => fieldKey(f.field) === key);
        if (next && key !== fieldKey(value.field))
          onChange({ field: next.field, is: testOf(next.kind) });
      }}
    />
  );
  const choices = offer.kind === 'tag' ? TAG : offer.kind === 'birthday' ? BIRTHDAY : TEXT;
  // "is X" and "is one of X" read the same; the editor writes the list.
  const op =
    value.is.op === 'is' ? 'one_of' : value.is.op === 'is_not' ? 'not_one_of' : value.is.op;
  if (value.is.op === 'yes' || value.is.op === 'no') {
    const options = [
      { value: 'yes' as const, label: 'have an account' },
      { value: 'no' as const, label: 'have no account' },
    ];
    return (
      <>
        {field}: they{' '}
        <ChoiceToken
          label="Account"
          value={value.is.op}
          options={options}
          onChange={(yes) => {
            set({ op: yes });
          }}
        />
      </>
    );
  }
  if (value.is.op === 'within') {
    return (
      <>
        {field}{' '}
        <WindowToken
          value={value.is.window}
          noEver
          onChange={(window) => {
            set({ op: 'within', window });
          }}
        />
      </>
    );
  }
  return (
    <>
      {field}{' '}
      <ChoiceToken
        label="Test"
        value={op}
        options={choices}
        onChange={(next) => {
          set(withValues(next, valuesOf(value.is)));
        }}
      />{' '}
      <Values offer={offer} test={value.is} onChange={set} />
    </>
  );
}

function Values({
  offer,
  test,
  onChange,
}: {
  offer: FieldOffer;
  test: Test;
  onChange: (t: Test) => void;
}) {
  switch (test.op) {
    case 'is':
    case 'is_not':
    case 'one_of':
    case 'not_one_of':
      return (
        <ManyToken
          label={offer.label}
          values={valuesOf(test)}
          offers={offer.values}
          say={sayer(offer.field)}
          nothing="choose"
          free
          counts="people"
          onChange={(values) => {
            onChange(
              withValues(
                test.op === 'is' || test.op === 'one_of' ? 'one_of' : 'not_one_of',
                values,
                test,
              ),
            );
          }}
        />
      );
    case 'contains':
    case 'not_contains':
    case 'starts_with':
    case 'ends_with':
      return (
        <TextToken
          label={offer.label}
          value={test.value}
          onChange={(value) => {
            onChange({ ...test, value });
          }}
        />
      );
    case 'coming_up':
      return (
        <Token
          label="How soon"
          text={test.days === 0 ? 'today' : `within ${plural(test.days, 'day')}`}
        >
          {() => (
            <NumberInput
              label="Days from today"
              value={test.days}
              min={0}
              max={366}
              allowDecimal={false}
              data-autofocus
              onChange={(v) => {
                if (typeof v === 'number') onChange({ ...test, days: v });
              }}
            />
          )}
        </Token>
      );
    default:
      return null;
  }
}

function sayer(field: Field): (value: string) => string {
  if (field === 'country') return countryName;
  if (field === 'language') return languageName;
  return (v) =>
    typeof field === 'string' && (field === 'city' || field === 'region') ? v : `“${v}”`;
}
