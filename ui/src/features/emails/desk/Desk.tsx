/** One email on the desk: its head, what is written at the left, what a reader gets at the right. */
import { Tabs } from '@mantine/core';
import { lazy, Suspense, useMemo, useState } from 'react';
import type { Draft, SavedEmail } from '../../../api';
import { useUndoKeys } from '../../../parts/history/useUndoKeys';
import { Loading } from '../../../parts';
import { CheckPanel } from '../checks/CheckPanel';
import { Languages } from '../languages/Languages';
import { Seeing } from '../seeing/Seeing';
import { Letter } from '../writing/Letter';
import type { Desk as DeskState, LeftTab } from './desk';
import { DeskPlace } from './DeskPlace';
import { DeskHead } from './DeskHead';
import { DeskNotes } from './DeskNotes';
import { useEmailEditor } from './useEmailEditor';
import styles from './desk.module.css';

/** The source's editor is large and seldom wanted. */
const Source = lazy(() => import('../source/Source'));

export function Desk({ saved, draft }: { saved: SavedEmail; draft: Draft | null }) {
  const [began] = useState(draft);
  const editor = useEmailEditor(saved, began);
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
        <div className={styles.top}>
          <DeskHead saved={saved} editor={editor} />
          <DeskNotes saved={saved} draft={began} editor={editor} />
        </div>
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
            <Tabs.Tab value="languages">Languages</Tabs.Tab>
            <Tabs.Tab value="source">Source</Tabs.Tab>
          </Tabs.List>
          <Tabs.Panel value="write" className={styles.panel}>
            <Letter />
          </Tabs.Panel>
          <Tabs.Panel value="check" className={styles.panel}>
            <CheckPanel />
          </Tabs.Panel>
          <Tabs.Panel value="languages" className={styles.panel}>
            <Languages />
          </Tabs.Panel>
          <Tabs.Panel value="source" className={styles.panel}>
            <Suspense fallback={<Loading label="Opening the source" />}>
              <Source />
            </Suspense>
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
