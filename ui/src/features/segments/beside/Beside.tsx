/**
 * What stands beside a segment, under its conditions: who came and went this week, its size over the year,
 * what these people are worth, the overlap with others, the last export. Only the tab in sight is asked for, and only once the typing pauses.
 */
import { Tabs } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useMemo, useState } from 'react';
import type { Segment } from '../../../api';
import { asked } from './queries';
import { Overlap } from './Overlap';
import { OverTime } from './OverTime';
import { SinceExport } from './SinceExport';
import { ThisWeek } from './ThisWeek';
import { Worth } from './Worth';
import styles from './beside.module.css';

const PAUSE_MS = 500;

const TABS = [
  { value: 'week', label: 'This week', Panel: ThisWeek },
  { value: 'time', label: 'Over time', Panel: OverTime },
  { value: 'worth', label: 'Worth', Panel: Worth },
  { value: 'overlap', label: 'Overlap', Panel: Overlap },
  { value: 'export', label: 'Since the last export', Panel: SinceExport },
];

/** The tab that was looked at last, for the next segment. */
let lastTab = 'week';

export type BesideProps = { segment: Segment; id: number | null };

export function Beside({ segment, id }: BesideProps) {
  const [tab, setTab] = useState(lastTab);
  const [definition] = useDebouncedValue(JSON.stringify(segment), PAUSE_MS);
  const question = useMemo(() => asked(definition, id), [definition, id]);
  return (
    <section aria-label="Beside this segment" className={styles.beside}>
      <h2 className="visually-hidden">Beside this segment</h2>
      <Tabs
        value={tab}
        keepMounted={false}
        onChange={(next) => {
          lastTab = next ?? 'week';
          setTab(lastTab);
        }}
      >
        <Tabs.List>
          {TABS.map(({ value, label }) => (
            <Tabs.Tab key={value} value={value}>
              {label}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        {TABS.map(({ value, Panel }) => (
          <Tabs.Panel key={value} value={value} className={styles.panel}>
            <Panel asked={question} />
          </Tabs.Panel>
        ))}
      </Tabs>
    </section>
  );
}
