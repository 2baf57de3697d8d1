/** The desk's head: the way back, the name, whether it is saved, undo and redo, and what else can be done with it. */
import { Button } from '@mantine/core';
import { useEffect } from 'react';
import type { SavedEmail } from '../../../api';
import { DocumentHead, Pill } from '../../../parts';
import { StepButtons } from '../../../parts/history/StepButtons';
import { MoreMenu } from './MoreMenu';
import type { useEmailEditor } from './useEmailEditor';
import { useSaving } from './useSaving';

export type DeskHeadProps = { saved: SavedEmail; editor: ReturnType<typeof useEmailEditor> };

export function DeskHead({ saved, editor }: DeskHeadProps) {
  const { name, dirty, rename, steps } = editor;
  const { save, busy } = useSaving(saved, editor);
  useEffect(() => {
    document.title = `${name || 'Email without a name'} · Regulars`;
  }, [name]);
  return (
    <DocumentHead
      thing="email"
      back={{ href: '/emails', label: 'Emails' }}
      name={name}
      unnamed="Email without a name"
      title="Only you see it"
      compact
      onRename={rename}
      onEnter={save}
    >
      {dirty && <Pill tone="attention">Not saved</Pill>}
      <StepButtons steps={steps} />
      <MoreMenu saved={saved} editor={editor} />
      <Button onClick={save} loading={busy} disabled={!dirty}>
        Save
      </Button>
    </DocumentHead>
  );
}
