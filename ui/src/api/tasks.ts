/**
 * The long works under way (an import, a sync, a push): the list, kept fresh by events, and the way to stop
 * one. Show each with <ProgressLine>. Starting a task is a command of the room that wants it.
 */
import { useQuery, useQueryClient, type UseQueryResult } from '@tanstack/react-query';
import { commands, type TaskState } from './bindings';
import { call } from './call';
import { useHostEvent } from './events';

export const TASKS_KEY = ['tasks'];

export function useTasks(): UseQueryResult<TaskState[]> {
  const client = useQueryClient();
  useHostEvent((event) => {
    if (event.kind !== 'task') return;
    client.setQueryData<TaskState[]>(TASKS_KEY, (known = []) => withTask(known, event.task));
  });
  return useQuery({ queryKey: TASKS_KEY, queryFn: () => call(commands.tasksList()) });
}

/** Asks the host to stop; the task ends politely after its present page. */
export async function cancelTask(id: number): Promise<void> {
  await call(commands.taskCancel(id));
}

export function withTask(known: TaskState[], task: TaskState): TaskState[] {
  return known.some(({ id }) => id === task.id)
    ? known.map((old) => (old.id === task.id ? task : old))
    : [...known, task];
}
