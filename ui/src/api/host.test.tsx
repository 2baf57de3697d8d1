import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { render, screen, waitFor } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { useRefreshOnChange, useShop, useTasks, type TaskState } from '.';
import { fakeHost, tell } from '../test/host';

const task = (id: number, done: number) =>
  ({
    id,
    label: `Task ${String(id)}`,
    progress: { phase: 'Reading', done, total: 9 },
  }) as TaskState;

function Probe() {
  useRefreshOnChange();
  const tasks = useTasks().data ?? [];
  return (
    <p>
      {useShop().data?.name}{' '}
      {tasks.map((t) => `${t.label}: ${String(t.progress?.done)}`).join(', ')}
    </p>
  );
}

const show = () =>
  render(
    <QueryClientProvider
      client={new QueryClient({ defaultOptions: { queries: { retry: false } } })}
    >
      <Probe />
    </QueryClientProvider>,
  );

describe('what the host tells', () => {
  it('asks anew when something changed, and moves a task on', async () => {
    let name = 'Old name';
    fakeHost({ shop_info: () => ({ name }), tasks_list: [task(1, 2)] });
    show();
    await screen.findByText('Old name Task 1: 2');
    await tell({ kind: 'task', task: task(1, 5) });
    await tell({ kind: 'task', task: task(2, 0) });
    await screen.findByText('Old name Task 1: 5, Task 2: 0');
    name = 'New name';
    await tell({ kind: 'changed' });
    await waitFor(() => {
      expect(screen.getByText(/New name/)).toBeVisible();
    });
  });
});
