/** Bringing in a file, second half: rows and time left while it runs, then what it came to. */
import { Button } from '@mantine/core';
import { useState } from 'react';
import { Link } from 'wouter';
import { cancelTask, useTasks, type ImportSummary } from '../../../api';
import { EmptyState, ErrorNote, Page, PageHeader, ProgressLine, showFailure } from '../../../parts';
import { Summary } from './Summary';

const BACK = { href: '/sources', label: 'Sources' };

export function ImportTaskPage({ task: id }: { task: number }) {
  const tasks = useTasks();
  const [stopping, setStopping] = useState(false);
  const task = tasks.data?.find((t) => t.id === id && t.kind === 'import');
  if (!task) {
    return (
      <Page>
        <PageHeader title="Bring in a file" back={BACK} />
        {tasks.isSuccess && (
          <EmptyState
            title="This import has ended"
            action={<Link href="/sources">See what came in</Link>}
          >
            It ran before Regulars was last opened.
          </EmptyState>
        )}
      </Page>
    );
  }
  // The core gives an import's outcome this shape; the task itself does not know it.
  const summary = task.phase === 'done' ? (task.outcome as unknown as ImportSummary) : null;
  if (summary) return <Summary summary={summary} back={BACK} />;
  return (
    <Page>
      <PageHeader title={`Bringing in ${task.label}`} back={BACK} />
      {task.phase === 'running' && (
        <>
          <ProgressLine
            label={task.progress?.phase ?? 'Looking through the file'}
            done={task.progress?.done ?? 0}
            total={task.progress?.total}
            secondsLeft={task.seconds_left}
            cancelling={stopping}
            onCancel={() => {
              setStopping(true);
              cancelTask(id).catch(showFailure);
            }}
          />
          <p>You can go on working meanwhile. What is stored can be used at once.</p>
        </>
      )}
      {task.phase === 'cancelled' && (
        <EmptyState
          title="Stopped"
          action={
            <Button component={Link} href="/sources">
              See what came in
            </Button>
          }
        >
          What was stored by then stays. Under Sources it can go on from there, and nothing is
          counted twice.
        </EmptyState>
      )}
      {task.phase === 'failed' && <ErrorNote error={task.error} title="The import broke off" />}
    </Page>
  );
}
