/** Letters to begin with, each as a small picture of itself with what it needs; pressed, it opens large. */
import { Button } from '@mantine/core';
import { useState } from 'react';
import type { Email, EmailStarter } from '../../../api';
import { Needs } from './Needs';
import { StarterDialog } from './StarterDialog';
import { Thumb } from './Thumb';
import styles from './list.module.css';

export type StarterCardsProps = {
  starters: EmailStarter[];
  onStart: (name: string, email: Email) => Promise<void>;
};

export function StarterCards({ starters, onStart }: StarterCardsProps) {
  const [open, setOpen] = useState<EmailStarter | null>(null);
  return (
    <>
      <ul className={styles.cards}>
        {starters.map((s) => (
          <li key={s.key} className={styles.card}>
            <button
              type="button"
              className={styles.look}
              aria-label={`Look at “${s.name}”`}
              onClick={() => {
                setOpen(s);
              }}
            >
              <Thumb email={s.sample ?? s.email} person={s.reader} />
            </button>
            <h3 className={styles.name}>{s.name}</h3>
            <p className={styles.about}>{s.about}</p>
            <Needs needs={s.needs} />
            <div className={styles.start}>
              <Button
                variant="default"
                size="compact-sm"
                aria-label={`Start from this: ${s.name}`}
                onClick={() => void onStart(s.name, s.email)}
              >
                Start from this
              </Button>
            </div>
          </li>
        ))}
      </ul>
      {open && (
        <StarterDialog
          starter={open}
          onStart={() => void onStart(open.name, open.email)}
          onClose={() => {
            setOpen(null);
          }}
        />
      )}
    </>
  );
}
