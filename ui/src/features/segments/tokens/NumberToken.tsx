/** A comparison with a number or an amount: "at least 2 times", "€50 to €100". Amounts are minor units. */
import { NumberInput, Select } from '@mantine/core';
import type { Number as Compare } from '../../../api';
import { minorDigits } from '../../../format';
import { compareWords, opChoices, type Unit } from '../words';
import { Token } from './Token';
import styles from './tokens.module.css';

export type NumberTokenProps = {
  label: string;
  value: Compare;
  unit: Unit;
  onChange: (value: Compare) => void;
  /** Whether “in the top 10%” can be chosen. */
  ranks?: boolean;
};

export function NumberToken({ label, value, unit, onChange, ranks }: NumberTokenProps) {
  const digits = 'currency' in unit ? minorDigits(unit.currency) : 0;
  const scale = 10 ** digits;
  const low = 'from' in value ? value.from : 'value' in value ? value.value : scale;
  const input = (name: string, minor: number, set: (minor: number) => void, first: boolean) => (
    <NumberInput
      aria-label={name}
      value={minor / scale}
      onChange={(v) => {
        if (typeof v === 'number') set(Math.round(v * scale));
      }}
      decimalScale={digits}
      min={0}
      max={1e9}
      clampBehavior="strict"
      thousandSeparator=","
      {...('currency' in unit ? { suffix: ` ${unit.currency}` } : {})}
      {...(first ? { 'data-autofocus': true } : {})}
      flex={1}
    />
  );
  return (
    <Token label={label} text={compareWords(value, unit)} width={260}>
      {(close) => (
        <form
          className={styles.dropdown}
          style={{ padding: 0 }}
          onSubmit={(event) => {
            event.preventDefault();
            close();
          }}
        >
          <Select
            aria-label="Comparison"
            data={opChoices(ranks ?? false)}
            value={value.op}
            allowDeselect={false}
            comboboxProps={{ withinPortal: false }}
            onChange={(op) => {
              if (op) onChange(withOp(op as Compare['op'], low));
            }}
          />
          <div className={styles.pair}>
            {value.op === 'between' ? (
              <>
                {input(
                  'From',
                  value.from,
                  (from) => {
                    onChange({ ...value, from });
                  },
                  true,
                )}
                <span>to</span>
                {input(
                  'To',
                  value.to,
                  (to) => {
                    onChange({ ...value, to });
                  },
                  false,
                )}
              </>
            ) : 'percent' in value ? (
              <Percent
                value={value.percent}
                onChange={(percent) => {
                  onChange({ ...value, percent });
                }}
              />
            ) : (
              input(
                'Number',
                value.value,
                (v) => {
                  onChange({ ...value, value: v });
                },
                true,
              )
            )}
            {'one' in unit && !('percent' in value) && <span>{unit.many}</span>}
          </div>
          <button type="submit" hidden aria-hidden="true" tabIndex={-1} />
        </form>
      )}
    </Token>
  );
}

function Percent({ value, onChange }: { value: number; onChange: (value: number) => void }) {
  return (
    <>
      <NumberInput
        aria-label="Percent"
        value={value}
        min={1}
        max={100}
        allowDecimal={false}
        clampBehavior="strict"
        data-autofocus
        flex={1}
        onChange={(v) => {
          if (typeof v === 'number') onChange(v);
        }}
      />
      <span>percent of them</span>
    </>
  );
}

function withOp(op: Compare['op'], low: number): Compare {
  if (op === 'top' || op === 'bottom') return { op, percent: 10 };
  return op === 'between' ? { op, from: low, to: low + 1 } : { op, value: low };
}
