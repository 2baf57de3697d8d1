/** The notice at a task's end: what came of it and the way there, or why it failed, in the core's sentence. */
import type { TaskState } from '../api';
import { showDone, showFailure } from '../parts';
import { taskResult, taskWords } from './taskWords';

/** `location` is where the person is: whoever sits in the task's room sees its result there. */
export function tellEnd(task: TaskState, location: string): void {
  const { title, room, link } = taskWords(task);
  const isThere = room === '/' ? location === '/' : location.startsWith(room);
  // A source's own page says what happened, with the way on.
  if (task.kind === 'sync' && location === `/sources/${String(task.subject)}`) return;
  // The dialog that sends it stays open until its end, and says it.
  if (task.kind === 'test_send' && isThere) return;
  if (task.phase === 'failed') {
    showFailure(task.error, `${title(task.label)} did not work`);
  } else if (task.phase === 'cancelled') {
    showDone(task.error?.message ?? 'Stopped.');
  } else if (task.phase === 'done' && !isThere) {
    showDone(taskResult(task), { href: room, label: link });
  }
}
