/** Phrases for who people are: "Country is Germany or Austria", "Birthday is coming up within 14 days". */
import type { Field, Profile, Test } from '../../../api';
import { countryName, languageName } from '../names';
import { ChoiceToken } from '../tokens/ChoiceToken';
import { fieldKey, offerOf, useVocabulary } from '../vocabulary';
import { TestWords } from './TestWords';
import { opsOf } from './ops';
import { testOf } from './tests';
import type { PhraseProps } from './types';

const ACCOUNT: { value: 'yes' | 'no'; label: string }[] = [
  { value: 'yes', label: 'have an account' },
  { value: 'no', label: 'have no account' },
];

export function ProfilePhrase({ value, onChange }: PhraseProps<Profile>) {
  const words = useVocabulary();
  const offer = offerOf(words, value.field);
  const set = (is: Test) => {
    onChange({ ...value, is });
  };
  const field = (
    <ChoiceToken
      label="Field"
      value={fieldKey(value.field)}
      text={offer.label}
      options={words.fields.map((f) => ({ value: fieldKey(f.field), label: f.label }))}
      onChange={(key) => {
        const next = words.fields.find((f) => fieldKey(f.field) === key);
        if (next && key !== fieldKey(value.field))
          onChange({ field: next.field, is: testOf(next.kind) });
      }}
    />
  );
  if (value.is.op === 'yes' || value.is.op === 'no')
    return (
      <>
        {field}: they{' '}
        <ChoiceToken
          label="Account"
          value={value.is.op}
          options={ACCOUNT}
          onChange={(op) => {
            set({ op });
          }}
        />
      </>
    );
  return (
    <>
      {field}{' '}
      <TestWords
        label={offer.label}
        test={value.is}
        ops={opsOf(offer.kind, typeof value.field !== 'string')}
        offers={offer.values}
        say={sayer(value.field)}
        onChange={set}
      />
    </>
  );
}

function sayer(field: Field): (value: string) => string {
  if (field === 'country') return countryName;
  if (field === 'language') return languageName;
  return (v) => v;
}
