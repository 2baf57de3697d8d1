/**
 * A list to choose from by typing a part of it: the box keeps the focus, arrow keys walk the list, Enter chooses. Entries
 * stand in groups, each with an example or a number beside it.
 */
import { TextInput } from '@mantine/core';
import { useId, useRef, useState, type KeyboardEvent, type ReactNode } from 'react';
import { best, fitting } from './fitting';
import styles from './tokens.module.css';

export type Choice = {
  value: string;
  label: string;
  hint?: string;
  group?: string;
  picture?: ReactNode;
};

export type ChooserProps = {
  label: string;
  choices: Choice[];
  onChoose: (value: string) => void;
  value?: string;
};

export function Chooser({ label, choices, onChoose, value }: ChooserProps) {
  const id = useId();
  const list = useRef<HTMLDivElement>(null);
  const [search, setSearch] = useState('');
  const [at, setAt] = useState(() =>
    Math.max(
      0,
      choices.findIndex((c) => c.value === value),
    ),
  );
  const found = fitting(choices, search);
  const here = Math.min(at, found.length - 1);
  const go = (to: number) => {
    const next = (to + found.length) % found.length;
    setAt(next);
    list.current?.querySelectorAll('[role="option"]')[next]?.scrollIntoView({ block: 'nearest' });
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const moves: Record<string, number> = {
      ArrowDown: here + 1,
      ArrowUp: here - 1,
      PageDown: Math.min(here + 8, found.length - 1),
      PageUp: Math.max(here - 8, 0),
    };
    const to = moves[event.key];
    const chosen = found[here];
    if (to !== undefined && found.length > 0) go(to);
    else if (event.key === 'Enter' && chosen) onChoose(chosen.value);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  const groups = [...new Set(found.map((c) => c.group ?? ''))];
  return (
    <>
      <TextInput
        role="combobox"
        aria-label={label}
        aria-expanded
        aria-autocomplete="list"
        aria-controls={`${id}list`}
        aria-activedescendant={found.length > 0 ? `${id}${String(here)}` : undefined}
        placeholder="Search"
        size="sm"
        value={search}
        data-autofocus
        onChange={(e) => {
          const text = e.currentTarget.value;
          setSearch(text);
          setAt(best(fitting(choices, text), text));
        }}
        onKeyDown={onKeyDown}
      />
      <div ref={list} id={`${id}list`} role="listbox" aria-label={label} className={styles.list}>
        {groups.map((g) => (
          <div key={g} role="group" aria-label={g || label}>
            {g !== '' && (
              <div className={styles.groupName} aria-hidden="true">
                {g}
              </div>
            )}
            {found.map((c, i) =>
              (c.group ?? '') === g ? (
                <div
                  key={c.value}
                  id={`${id}${String(i)}`}
                  role="option"
                  aria-selected={i === here}
                  aria-checked={value === undefined ? undefined : c.value === value}
                  className={styles.option}
                  data-active={i === here || undefined}
                  onMouseMove={() => {
                    setAt(i);
                  }}
                  onClick={() => {
                    onChoose(c.value);
                  }}
                >
                  {c.picture}
                  <span className={styles.optionWords}>
                    {c.label}
                    {c.hint && <span className={styles.hint}>{c.hint}</span>}
                  </span>
                </div>
              ) : null,
            )}
          </div>
        ))}
      </div>
      {found.length === 0 && <p className={styles.hint}>Nothing of that name</p>}
    </>
  );
}
