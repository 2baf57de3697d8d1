/**
 * The imports and readings so far: what, when, how much, how it ended, and the way to take an interrupted one up.
 * `unnamed` where all are of one source, whose name stands above.
 */
import { Anchor, Button } from '@mantine/core';
import { useState } from 'react';
import { useLocation } from 'wouter';
import { call, commands, openPath, type RunInfo } from '../../api';
import { count, plural } from '../../format';
import {
  DataTable,
  DateText,
  Pill,
  showFailure,
  type DataTableColumn,
  type PillTone,
} from '../../parts';
import styles from './sources.module.css';

const STATES: Record<string, [string, PillTone]> = {
  running: ['Coming in', 'neutral'],
  done: ['Done', 'good'],
  paused: ['Paused', 'attention'],
  cancelled: ['Stopped', 'attention'],
  failed: ['Failed', 'bad'],
  interrupted: ['Interrupted', 'attention'],
};

export function Runs({ runs, unnamed = false }: { runs: RunInfo[]; unnamed?: boolean }) {
  const name: DataTableColumn<RunInfo> = {
    id: 'label',
    header: 'From',
    cell: (run) => <Name run={run} />,
    width: 'minmax(0, 2fr)',
  };
  const columns: DataTableColumn<RunInfo>[] = [
    ...(unnamed ? [] : [name]),
    {
      id: 'when',
      header: 'When',
      cell: (run) => <DateText when={run.started_at} shape="time" />,
      width: unnamed ? 'minmax(0, 1fr)' : '176px',
    },
    {
      id: 'stored',
      header: 'Rows stored',
      cell: (run) => count(run.stored),
      align: 'end',
      width: '130px',
    },
    {
      id: 'refused',
      header: 'Refused',
      cell: (run) => <Refused run={run} />,
      align: 'end',
      width: '130px',
    },
    {
      id: 'state',
      header: 'How it ended',
      cell: (run) => <State run={run} />,
      width: unnamed ? '150px' : '210px',
    },
  ];
  return (
    <DataTable
      label="What came in"
      columns={columns}
      rows={runs}
      rowId={(run) => String(run.id)}
      height={520}
      empty="Nothing yet"
    />
  );
}

function Name({ run }: { run: RunInfo }) {
  return (
    <span title={run.message ?? run.source_name}>
      {run.label}
      <span className={styles.soft}> · {run.kind === 'sync' ? run.source_name : 'file'}</span>
    </span>
  );
}

function Refused({ run }: { run: RunInfo }) {
  const path = run.refused_file;
  if (run.refused === 0) return <>–</>;
  if (!path) return <>{plural(run.refused, 'row')}</>;
  return (
    <Anchor
      component="button"
      type="button"
      size="sm"
      title="Open the refused rows"
      onClick={() => {
        openPath(path).catch(showFailure);
      }}
    >
      {plural(run.refused, 'row')}
    </Anchor>
  );
}

function State({ run }: { run: RunInfo }) {
  const [, go] = useLocation();
  const [busy, setBusy] = useState(false);
  const [word, tone] = STATES[run.state] ?? [run.state, 'neutral'];
  const resume = () => {
    setBusy(true);
    call(commands.importResume(run.id)).then(
      (task) => {
        go(`/sources/import/${String(task)}`);
      },
      (error: unknown) => {
        setBusy(false);
        showFailure(error);
      },
    );
  };
  return (
    <span className={styles.state}>
      <Pill tone={tone}>{word}</Pill>
      {run.resumable && (
        <Button variant="subtle" size="compact-sm" loading={busy} onClick={resume}>
          Go on
        </Button>
      )}
    </span>
  );
}
