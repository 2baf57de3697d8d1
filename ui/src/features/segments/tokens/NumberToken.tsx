/** A comparison with a number: "at least 2 times", "€50 to €100", "at most 2 stars", "in the top 10%". */
import { Select } from '@mantine/core';
import type { Number as Compare } from '../../../api';
import { compareWords, opChoices, scaleOf, type Unit } from '../words';
import { Figure, Percent } from './inputs';
import { Token } from './Token';
import styles from './tokens.module.css';

export type NumberTokenProps = {
  label: string;
  value: Compare;
  unit: Unit;
  onChange: (value: Compare) => void;
  /** Whether “in the top 10%” can be chosen. */
  ranks?: boolean;
  min?: number;
};

export function NumberToken({ label, value, unit, onChange, ranks, min = 0 }: NumberTokenProps) {
  const low = 'from' in value ? value.from : 'value' in value ? value.value : scaleOf(unit);
  const figure = (name: string, n: number, first: boolean, set: (n: number) => void) => (
    <Figure name={name} value={n} unit={unit} min={min} first={first} onChange={set} />
  );
  return (
    <Token label={label} text={compareWords(value, unit)} width={'stars' in unit ? 300 : 260}>
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
            data={opChoices(ranks ?? false)}
            value={value.op}
            allowDeselect={false}
            comboboxProps={{ withinPortal: false }}
            maxDropdownHeight={300}
            onChange={(op) => {
              if (op) onChange(withOp(op as Compare['op'], low, unit));
            }}
          />
          <div className={styles.pair}>
            {value.op === 'between' ? (
              <>
                {figure('From', value.from, true, (from) => {
                  onChange({ ...value, from });
                })}
                <span>to</span>
                {figure('To', value.to, false, (to) => {
                  onChange({ ...value, to });
                })}
              </>
            ) : 'percent' in value ? (
              <>
                <Percent
                  value={value.percent}
                  max={100}
                  onChange={(percent) => {
                    onChange({ ...value, percent });
                  }}
                />
                <span>percent of them</span>
              </>
            ) : (
              figure('Number', value.value, true, (v) => {
                onChange({ ...value, value: v });
              })
            )}
            {'one' in unit && !('percent' in value) && <span>{unit.many}</span>}
          </div>
          <button type="submit" hidden aria-hidden="true" tabIndex={-1} />
        </form>
      )}
    </Token>
  );
}

function withOp(op: Compare['op'], low: number, unit: Unit): Compare {
  if (op === 'top' || op === 'bottom') return { op, percent: 10 };
  return op === 'between' ? { op, from: low, to: low + scaleOf(unit) } : { op, value: low };
}
