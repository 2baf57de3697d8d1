/** One email on the desk: its head, what is written at the left, what a reader gets at the right. */
import { Tabs } from '@mantine/core';
import { useMemo, useState } from 'react';
import type { Draft, SavedEmail } from '../../../api';
import { useUndoKeys } from '../../../parts/history/useUndoKeys';
import { CheckPanel } from '../checks/CheckPanel';
import { Seeing } from '../seeing/Seeing';
import { Letter } from '../writing/Letter';
import { DeskPlace, type Desk as DeskState, type LeftTab } from './desk';
import { DeskHead } from './DeskHead';
import { useEmailEditor } from './useEmailEditor';
import styles from './desk.module.css';

export function Desk({ saved, draft }: { saved: SavedEmail; draft: Draft | null }) {
  const editor = useEmailEditor(saved, draft);
  const { name, email, change, say, steps } = editor;
  const [selected, select] = useState<string | null>(null);
  const [tab, openTab] = useState<LeftTab>('write');
  const [person, setPerson] = useState<number | null>(null);
  const [segment, setSegment] = useState<number | null>(null);
  useUndoKeys(steps.undo, steps.redo);

  const desk = useMemo<DeskState>(
    () => ({
      ...{ id: saved.id, name, email, change, selected, select, tab, openTab, say },
      ...{ person, setPerson, segment, setSegment },
    }),
    [saved.id, name, email, change, selected, tab, say, person, segment],
  );
  return (
    <DeskPlace value={desk}>
      <div className={styles.desk}>
        <DeskHead saved={saved} editor={editor} />
        <Tabs
          className={styles.left}
          value={tab}
          keepMounted={false}
          onChange={(value) => {
            openTab((value ?? 'write') as LeftTab);
          }}
        >
          <Tabs.List className={styles.tabs}>
            <Tabs.Tab value="write">Write</Tabs.Tab>
            <Tabs.Tab value="check">Check</Tabs.Tab>
          </Tabs.List>
          <Tabs.Panel value="write" className={styles.panel}>
            <Letter />
          </Tabs.Panel>
          <Tabs.Panel value="check" className={styles.panel}>
            <CheckPanel />
          </Tabs.Panel>
        </Tabs>
        <Seeing />
        <p role="status" className="visually-hidden">
          {editor.said}
        </p>
      </div>
    </DeskPlace>
  );
}
