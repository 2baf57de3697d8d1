/**
 * Findings, one a row: how bad, in a sentence, who it is so for, and what mends it. The arrows move between rows;
 * Enter or a click leads to the first of its people and to its block.
 */
import { Button, UnstyledButton } from '@mantine/core';
import { useRef, useState } from 'react';
import type { CheckExample, CheckLevel, Remedy } from '../../../api';
import { count } from '../../../format';
import { useRowKeys } from '../../../parts/useRowKeys';
import { AllPeople } from './AllPeople';
import { Level } from './levels';
import styles from './checks.module.css';

export type Row = {
  key: string;
  level: CheckLevel;
  sentence: string;
  block: string | null;
  people?: number | null;
  examples?: CheckExample[];
  fix?: Remedy | null;
  /** Another way to mend it, such as opening a dialog. */
  step?: { label: string; onStep: () => void };
};

type Props = {
  label: string;
  rows: Row[];
  onSee: (person: number | null, block: string | null) => void;
  onFix: (remedy: Remedy) => void;
  /** Shows all people of a finding; `ran` tells one check from another. */
  all?: { id: number; ran: number };
};

export function FindingList({ label, rows, onSee, onFix, all }: Props) {
  const list = useRef<HTMLUListElement>(null);
  const [open, setOpen] = useState<string | null>(null);
  const keys = useRowKeys({
    count: rows.length,
    pageSize: 8,
    container: list,
    reveal: (index) => {
      const row = list.current?.querySelector(`[data-row="${String(index)}"]`);
      // jsdom has no layout.
      if (row && 'scrollIntoView' in row) row.scrollIntoView({ block: 'nearest' });
    },
    onOpen: (index) => {
      const row = rows[index];
      if (row) onSee(row.examples?.[0]?.person ?? null, row.block);
    },
  });
  return (
    <ul className={styles.list} ref={list} aria-label={label}>
      {rows.map((row, index) => (
        <li key={row.key} className={styles.row} {...keys(index)}>
          <Level level={row.level} />
          <p>{row.sentence}</p>
          <div
            className={styles.steps}
            onClick={(event) => {
              event.stopPropagation();
            }}
          >
            {row.fix && <Fix remedy={row.fix} onFix={onFix} />}
            {row.step && (
              <Button size="compact-sm" variant="default" onClick={row.step.onStep}>
                {row.step.label}
              </Button>
            )}
            {row.examples?.map((example) => (
              <UnstyledButton
                key={example.person}
                className={styles.example}
                title={example.reads}
                onClick={() => {
                  onSee(example.person, row.block);
                }}
              >
                <bdi>{example.name}</bdi>
              </UnstyledButton>
            ))}
            {all && (row.people ?? 0) > (row.examples?.length ?? 0) && (
              <Button
                size="compact-sm"
                variant="subtle"
                aria-expanded={open === row.key}
                onClick={() => {
                  setOpen(open === row.key ? null : row.key);
                }}
              >
                {open === row.key ? 'Fewer' : `All ${count(row.people ?? 0)}`}
              </Button>
            )}
          </div>
          {all && open === row.key && (
            <AllPeople
              {...all}
              finding={row.key}
              onSee={(person) => {
                onSee(person, row.block);
              }}
            />
          )}
        </li>
      ))}
    </ul>
  );
}

function Fix({ remedy, onFix }: { remedy: Remedy; onFix: (remedy: Remedy) => void }) {
  return (
    <Button
      size="compact-sm"
      variant="light"
      className={styles.fix}
      title={remedy.label}
      onClick={() => {
        onFix(remedy);
      }}
    >
      {remedy.label}
    </Button>
  );
}
