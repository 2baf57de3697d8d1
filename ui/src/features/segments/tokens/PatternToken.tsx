/** A pattern (regular expression) that a text must fit, tried at once on the values that occur in this shop. */
import { TextInput } from '@mantine/core';
import type { Offer } from '../../../api';
import { count, list, plural } from '../../../format';
import { Token } from './Token';
import styles from './tokens.module.css';

export type PatternTokenProps = {
  label: string;
  value: string;
  offers: Offer[];
  onChange: (value: string) => void;
};

const LONGEST = 500;

export function PatternToken({ label, value, offers, onChange }: PatternTokenProps) {
  const test = tried(value);
  return (
    <Token
      label={label}
      text={value === '' ? 'type a pattern' : value}
      empty={test === null}
      width={320}
    >
      {(close) => (
        <form
          className={styles.form}
          onSubmit={(event) => {
            event.preventDefault();
            close();
          }}
        >
          <TextInput
            aria-label={`Pattern for ${label}`}
            value={value}
            maxLength={LONGEST}
            data-autofocus
            spellCheck={false}
            placeholder="^10[0-9]{3}$"
            error={value !== '' && test === null ? 'This is not a pattern yet.' : undefined}
            onChange={(e) => {
              onChange(e.currentTarget.value);
            }}
          />
          <p className={styles.hint} aria-live="polite">
            {said(test, offers)}
          </p>
        </form>
      )}
    </Token>
  );
}

/** The core has the last word, with the same rules for what people usually write. */
function tried(pattern: string): RegExp | null {
  if (pattern.trim() === '') return null;
  try {
    return new RegExp(pattern, 'iu');
  } catch {
    return null;
  }
}

function said(test: RegExp | null, offers: Offer[]): string {
  if (!test)
    return 'A regular expression, found anywhere in the text. Capital letters do not matter.';
  if (offers.length === 0)
    return 'It is found anywhere in the text. Capital letters do not matter.';
  const fit = offers.filter((o) => test.test(o.value)).map((o) => o.value);
  const of = `the ${plural(offers.length, 'value')} that occur${offers.length === 1 ? 's' : ''} most`;
  if (fit.length === 0) return `It fits none of ${of}.`;
  return `It fits ${count(fit.length)} of ${of}: ${list(fit.slice(0, 3))}${fit.length > 3 ? ' …' : '.'}`;
}
