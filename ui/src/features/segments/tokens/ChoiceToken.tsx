/** One of a few: a list that chooses and closes. Arrow keys walk it. */
import type { KeyboardEvent } from 'react';
import { Token } from './Token';
import styles from './tokens.module.css';

export type ChoiceOption<T extends string> = { value: T; label: string; hint?: string };

export type ChoiceTokenProps<T extends string> = {
  label: string;
  value: T;
  options: ChoiceOption<T>[];
  onChange: (value: T) => void;
  quiet?: boolean;
  width?: number;
};

export function ChoiceToken<T extends string>(props: ChoiceTokenProps<T>) {
  const { label, value, options, onChange, quiet, width = 240 } = props;
  const text = options.find((o) => o.value === value)?.label ?? 'choose';
  return (
    <Token label={label} text={text} width={width} {...(quiet ? { quiet } : {})}>
      {(close) => (
        <div role="radiogroup" aria-label={label} className={styles.list} onKeyDown={walk}>
          {options.map((o) => (
            <button
              key={o.value}
              type="button"
              role="radio"
              aria-checked={o.value === value}
              className={styles.option}
              data-autofocus={o.value === value || undefined}
              onClick={() => {
                onChange(o.value);
                close();
              }}
            >
              <span>
                {o.label}
                {o.hint && <span className={styles.hint}>{o.hint}</span>}
              </span>
            </button>
          ))}
        </div>
      )}
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
