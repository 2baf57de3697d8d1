/** A comparison with a decimal number, for fields that hold one: "at least 12.50". */
import { Select, TextInput } from '@mantine/core';
import type { NumberOp, Test } from '../../../api';
import { opChoices } from '../words';
import { Token } from './Token';
import styles from './tokens.module.css';

type NumberTest = Extract<Test, { op: 'number' }>;

export type DecimalTokenProps = {
  label: string;
  test: NumberTest;
  onChange: (test: NumberTest) => void;
};

const CHOICES = opChoices(false).filter((c) => c.value !== 'between');
const NUMBER = /^[-+]?\d+([.]\d+)?$/;

export function DecimalToken({ label, test, onChange }: DecimalTokenProps) {
  const words = CHOICES.find((c) => c.value === test.compare)?.label ?? test.compare;
  const fine = NUMBER.test(test.value.trim());
  return (
    <Token label={label} text={`${words} ${fine ? test.value.trim() : '…'}`} empty={!fine}>
      {(close) => (
        <form
          className={styles.form}
          onSubmit={(event) => {
            event.preventDefault();
            close();
          }}
        >
          <Select
            aria-label="Comparison"
            data={CHOICES}
            value={test.compare}
            allowDeselect={false}
            comboboxProps={{ withinPortal: false }}
            onChange={(compare) => {
              if (compare) onChange({ ...test, compare: compare as NumberOp });
            }}
          />
          <TextInput
            aria-label="Number"
            inputMode="decimal"
            value={test.value}
            data-autofocus
            placeholder="12.50"
            error={test.value !== '' && !fine ? 'A number such as 12 or 12.50.' : undefined}
            onChange={(e) => {
              onChange({ ...test, value: e.currentTarget.value.replace(',', '.') });
            }}
          />
          <button type="submit" hidden aria-hidden="true" tabIndex={-1} />
        </form>
      )}
    </Token>
  );
}
