/** "is google", "contains …", "is a number of at least 12.50": a test of a field or of an event's property. */
import type { Offer, Test } from '../../../api';
import { ChoiceToken } from '../tokens/ChoiceToken';
import type { OpChoice } from './ops';
import { TestValues } from './TestValues';
import { valuesOf, withValues } from './tests';

export type TestProps = {
  label: string;
  test: Test;
  ops: OpChoice[];
  offers: Offer[];
  onChange: (test: Test) => void;
  say?: (value: string) => string;
};

export function TestWords(props: TestProps) {
  const { label, test, ops, onChange } = props;
  const op = test.op === 'is' ? 'one_of' : test.op === 'is_not' ? 'not_one_of' : test.op;
  return (
    <>
      <ChoiceToken
        label={`Test of ${label}`}
        value={op}
        options={ops}
        onChange={(next) => {
          if (next !== op) onChange(withValues(next, valuesOf(test), test));
        }}
      />{' '}
      <TestValues {...props} />
    </>
  );
}
