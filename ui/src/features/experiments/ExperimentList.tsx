/** The tests that were read and kept. Before the first: what will be here, and the step that brings it. */
import { Button, Group } from '@mantine/core';
import { Link, useLocation } from 'wouter';
import type { Document } from '../../api';
import { count, list, people } from '../../format';
import {
  DataTable,
  DateText,
  EmptyState,
  ErrorNote,
  Loading,
  Page,
  PageHeader,
  type DataTableColumn,
} from '../../parts';
import { bodyOf, useExperiments } from './experiments';

const STEPS = [
  {
    title: 'Bring the result',
    text: 'For each variant: how many people got it, how many bought, and what they spent.',
  },
  {
    title: 'First its health',
    text: 'If the groups are not the size you planned, the test says so and stops there.',
  },
  {
    title: 'Then the answer',
    text: 'A sentence, the difference and how sure it is. Or that it is too early to say.',
  },
];

const COLUMNS: DataTableColumn<Document>[] = [
  { id: 'name', header: 'Test', width: '2fr', cell: (d) => d.name },
  {
    id: 'variants',
    header: 'Compared',
    width: '2fr',
    cell: (d) => list(bodyOf(d).variants.map((v) => v.name)),
  },
  {
    id: 'people',
    header: 'People',
    width: '120px',
    align: 'end',
    cell: (d) => count(bodyOf(d).variants.reduce((sum, v) => sum + v.sent, 0)),
  },
  {
    id: 'saved',
    header: 'Saved',
    width: '160px',
    align: 'end',
    cell: (d) => <DateText when={d.updated_at} />,
  },
];

const read = (
  <Button component={Link} href="/experiments/new">
    Read a test
  </Button>
);

export function ExperimentList() {
  const [, navigate] = useLocation();
  const experiments = useExperiments();
  const all = experiments.data;
  const total = all?.flatMap((d) => bodyOf(d).variants).reduce((sum, v) => sum + v.sent, 0) ?? 0;
  return (
    <Page>
      <PageHeader
        title="Experiments"
        subtitle={
          all && all.length > 0
            ? `What you tried, and what came of it: ${people(total)} took part so far.`
            : 'Honest A/B tests: the difference, and how sure the answer is.'
        }
        action={all && all.length > 0 ? read : undefined}
      />
      <ErrorNote error={experiments.error} onRetry={() => void experiments.refetch()} />
      {experiments.isPending && <Loading label="Looking for your tests" />}
      {all?.length === 0 && (
        <EmptyState
          title="Read a test: drop a CSV or paste it"
          steps={STEPS}
          action={
            <Group gap="sm">
              {read}
              <Button component={Link} href="/experiments/example" variant="subtle">
                See an example
              </Button>
            </Group>
          }
        >
          You sent two versions of an email and want to know which did better. Bring the numbers and
          read what they can tell, and what they cannot.
        </EmptyState>
      )}
      {all && all.length > 0 && (
        <DataTable
          label="Tests"
          columns={COLUMNS}
          rows={all}
          rowId={(d) => String(d.id)}
          onOpen={(d) => {
            navigate(`/experiments/${String(d.id)}`);
          }}
          height="auto"
        />
      )}
    </Page>
  );
}
