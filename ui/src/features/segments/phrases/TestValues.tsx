/** What a test compares with: some values, a text, a pattern, a number, another field, a stretch of days. */
import { plural } from '../../../format';
import { DecimalToken } from '../tokens/DecimalToken';
import { ManyToken } from '../tokens/ManyToken';
import { PatternToken } from '../tokens/PatternToken';
import { TextToken } from '../tokens/TextToken';
import { WholeToken } from '../tokens/WholeToken';
import { WindowToken } from '../tokens/WindowToken';
import { SameToken } from './SameToken';
import type { TestProps } from './TestWords';
import { valuesOf, withValues } from './tests';

export function TestValues({ label, test, offers, onChange, say }: TestProps) {
  switch (test.op) {
    case 'is':
    case 'is_not':
    case 'one_of':
    case 'not_one_of': {
      const op = test.op === 'is' || test.op === 'one_of' ? 'one_of' : 'not_one_of';
      return (
        <ManyToken
          label={label}
          values={valuesOf(test)}
          offers={offers}
          {...(say ? { say } : {})}
          nothing="choose"
          free
          counts="people"
          onChange={(values) => {
            onChange(withValues(op, values, test));
          }}
        />
      );
    }
    case 'contains':
    case 'not_contains':
    case 'starts_with':
    case 'ends_with':
      return (
        <TextToken
          label={label}
          value={test.value}
          onChange={(value) => {
            onChange({ ...test, value });
          }}
        />
      );
    case 'matches':
    case 'not_matches':
      return (
        <PatternToken
          label={label}
          value={test.pattern}
          offers={offers}
          onChange={(pattern) => {
            onChange({ ...test, pattern });
          }}
        />
      );
    case 'number':
      return <DecimalToken label={label} test={test} onChange={onChange} />;
    case 'same_as':
    case 'not_same_as':
      return (
        <SameToken
          value={test.field}
          onChange={(field) => {
            onChange({ ...test, field });
          }}
        />
      );
    case 'within':
      return (
        <WindowToken
          value={test.window}
          noEver
          onChange={(window) => {
            onChange({ ...test, window });
          }}
        />
      );
    case 'coming_up':
      return (
        <WholeToken
          label="How soon"
          text={test.days === 0 ? 'today' : `within ${plural(test.days, 'day')}`}
          value={test.days}
          min={0}
          max={366}
          unit="days from today"
          onChange={(days) => {
            onChange({ ...test, days });
          }}
        />
      );
    default:
      return null;
  }
}
