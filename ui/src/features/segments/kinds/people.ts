/** The fields of a person, those asked most first. */
import type { Vocabulary } from '../../../api';
import { testOf } from '../phrases/tests';
import { fieldKey } from '../vocabulary';
import type { Kind } from './types';

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

export function people(words: Vocabulary): Kind[] {
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
