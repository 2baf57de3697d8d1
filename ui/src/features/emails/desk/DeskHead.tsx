/** The desk's head: the way back, the name, whether it is saved, undo and redo, and what else can be done with it. */
import { Button } from '@mantine/core';
import { useEffect } from 'react';
import { Link } from 'wouter';
import type { SavedEmail } from '../../../api';
import { Pill } from '../../../parts';
import { StepButtons } from '../../../parts/history/StepButtons';
import { MoreMenu } from './MoreMenu';
import type { useEmailEditor } from './useEmailEditor';
import { useSaving } from './useSaving';
import styles from './head.module.css';

export type DeskHeadProps = { saved: SavedEmail; editor: ReturnType<typeof useEmailEditor> };

export function DeskHead({ saved, editor }: DeskHeadProps) {
  const { name, dirty, rename, steps } = editor;
  const { save, busy } = useSaving(saved, editor);
  useEffect(() => {
    document.title = `${name || 'Email without a name'} · Regulars`;
  }, [name]);
  return (
    <header className={styles.head}>
      <div className={styles.words}>
        <Link href="/emails" className={styles.back}>
          <span aria-hidden="true">←</span> Emails
        </Link>
        <h1 className="visually-hidden">{name.trim() || 'Email without a name'}</h1>
        <input
          className={styles.name}
          aria-label="Name of the email"
          title="Only you see it"
          data-kept-text
          placeholder="Name this email"
          dir="auto"
          value={name}
          maxLength={120}
          onChange={(e) => {
            rename(e.currentTarget.value);
          }}
          onKeyDown={(e) => {
            if (e.key === 'Enter') save();
          }}
        />
      </div>
      <div className={styles.actions}>
        {dirty && <Pill tone="attention">Not saved</Pill>}
        <StepButtons steps={steps} />
        <MoreMenu saved={saved} editor={editor} />
        <Button onClick={save} loading={busy} disabled={!dirty}>
          Save
        </Button>
      </div>
    </header>
  );
}
