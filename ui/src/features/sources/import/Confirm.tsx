/** What was recognised in a file, to be corrected: kind, columns, options. Starts the import when all is said. */
import { Button, Select } from '@mantine/core';
import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import {
  call,
  commands,
  type FileReading,
  type ImportMapping,
  type ImportPlan,
} from '../../../api';
import { count, plural } from '../../../format';
import { ErrorNote, Section } from '../../../parts';
import { Columns } from './Columns';
import { Options } from './Options';
import { Reads } from './Reads';
import { Known } from './Known';
import { KINDS, withKind } from './roles';
import { Written } from './Written';
import styles from './import.module.css';

type Props = {
  plan: ImportPlan;
  /** What the person said of how the file is written. */
  how: FileReading;
  reading: boolean;
  onHow: (how: FileReading) => void;
  /** Why it could not be read as was said last. */
  trouble: unknown;
  onStarted: (task: number) => void;
};

export function Confirm({ plan, how, reading, onHow, trouble, onStarted }: Props) {
  const [mapping, setMapping] = useState<ImportMapping>(plan.mapping);
  const [of, setOf] = useState(plan);
  if (of !== plan) {
    // Read anew: what its columns mean is proposed anew too.
    setOf(plan);
    setMapping(plan.mapping);
  }
  const [source, setSource] = useState('');
  const changed = mapping !== plan.mapping;
  const check = useQuery({
    queryKey: ['import-check', plan.file.path, mapping],
    queryFn: () => call(commands.importCheck(mapping, plan.samples)),
    enabled: changed,
    placeholderData: keepPreviousData,
  });
  const problems = changed ? (check.data?.problems ?? []) : plan.problems;
  const notes = [...plan.notes, ...(changed ? (check.data?.remarks ?? []) : plan.remarks)];
  const reads = (changed && check.data?.reads) || plan.reads;
  const start = useMutation({
    mutationFn: () => call(commands.importStart(plan.file.path, mapping, source || null)),
    onSuccess: onStarted,
  });
  const rows = plan.file.rows;
  const events = mapping.kind === 'events';
  return (
    <>
      <Known
        plan={plan}
        onForgotten={() => {
          onHow(how);
        }}
      />
      <Section
        title="What a row is"
        aside={rows == null ? `more than ${count(plan.file.rows_seen)} rows` : plural(rows, 'row')}
      >
        {events ? (
          <p>Something that somebody did: an event in the words of the Segment specification.</p>
        ) : (
          <Select
            aria-label="What a row is"
            className={styles.kinds}
            data={KINDS}
            value={mapping.kind}
            allowDeselect={false}
            onChange={(kind) => {
              if (kind) setMapping(withKind(mapping, kind as ImportMapping['kind']));
            }}
          />
        )}
      </Section>
      {!events && (
        <Section
          title="How the file is written"
          hint="Found out from the file itself. Change what is wrong, and it is read anew."
        >
          <Written plan={plan} how={how} reading={reading} onHow={onHow} />
          <ErrorNote error={trouble} title="It cannot be read so" />
        </Section>
      )}
      {!events && (
        <Section
          title="What the columns mean"
          hint="Each column with a few of its values. Columns that are left out are not stored."
        >
          <Columns mapping={mapping} samples={plan.samples} onChange={setMapping} />
        </Section>
      )}
      {!events && (
        <Section title="Dates and amounts" hint="A few of them, and what they are read as.">
          <Reads reads={reads} />
          <Options mapping={mapping} source={source} onChange={setMapping} onSource={setSource} />
        </Section>
      )}
      <div className={styles.foot}>
        {problems.length > 0 && (
          <ul role="alert" className={styles.problems}>
            {problems.map((p) => (
              <li key={p}>{p}</li>
            ))}
          </ul>
        )}
        {notes.length > 0 && (
          <ul className={styles.notes}>
            {notes.map((n) => (
              <li key={n}>{n}</li>
            ))}
          </ul>
        )}
        <ErrorNote error={start.error} title="The import did not start" />
        <Button
          disabled={problems.length > 0 || reading}
          loading={start.isPending}
          onClick={() => {
            start.mutate();
          }}
        >
          {rows == null ? 'Bring it in' : `Bring in ${plural(rows, 'row')}`}
        </Button>
      </div>
    </>
  );
}
