/** One of a few: a list that chooses and closes. Arrow keys walk it. A long list can be searched. */
import type { KeyboardEvent } from 'react';
import { Chooser } from './Chooser';
import { Token } from './Token';
import styles from './tokens.module.css';

export type ChoiceOption<T extends string> = {
  value: T;
  label: string;
  hint?: string;
  group?: string;
};

export type ChoiceTokenProps<T extends string> = {
  label: string;
  value: T;
  options: ChoiceOption<T>[];
  onChange: (value: T) => void;
  /** What stands in the phrase; the chosen label when not given. */
  text?: string;
  quiet?: boolean;
  width?: number;
};

const LONG = 10;

export function ChoiceToken<T extends string>(props: ChoiceTokenProps<T>) {
  const { label, value, options, onChange, text, quiet, width = 260 } = props;
  const chosen = options.find((o) => o.value === value)?.label;
  const choose = (next: T, close: () => void) => {
    close();
    onChange(next);
  };
  return (
    <Token
      label={label}
      text={text ?? chosen ?? 'choose'}
      width={width}
      empty={(text ?? chosen) === undefined}
      {...(quiet ? { quiet } : {})}
    >
      {(close) =>
        options.length > LONG ? (
          <Chooser
            label={label}
            choices={options}
            value={value}
            onChoose={(v) => {
              choose(v as T, close);
            }}
          />
        ) : (
          <div role="radiogroup" aria-label={label} className={styles.list} onKeyDown={walk}>
            {options.map((o, i) => (
              <button
                key={o.value}
                type="button"
                role="radio"
                aria-checked={o.value === value}
                className={styles.option}
                data-autofocus={o.value === value || (!chosen && i === 0) || undefined}
                onClick={() => {
                  choose(o.value, close);
                }}
              >
                <span className={styles.optionWords}>
                  {o.label}
                  {o.hint && <span className={styles.hint}>{o.hint}</span>}
                </span>
              </button>
            ))}
          </div>
        )
      }
    </Token>
  );
}

function walk(event: KeyboardEvent<HTMLElement>) {
  const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
  if (step === 0) return;
  event.preventDefault();
  const all = [...event.currentTarget.querySelectorAll<HTMLElement>('[role="radio"]')];
  const here = all.indexOf(document.activeElement as HTMLElement);
  all[(here + step + all.length) % all.length]?.focus();
}
