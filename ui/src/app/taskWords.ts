/**
 * What a task is called, where it belongs, and what came of it, in words. The outcome has the task's own
 * shape; what is not understood is simply not mentioned.
 */
import type { TaskState } from '../api';
import { count, plural } from '../format';

type Words = {
  title: (label: string) => string;
  room: string;
  done: (label: string) => string;
  link: string;
};

const KINDS: Record<string, Words> = {
  import: {
    title: (label) => `Bringing in ${label}`,
    room: '/sources',
    done: (label) => `${label} is in`,
    link: 'See what came in',
  },
  sync: {
    title: (label) => `Fetching from ${label}`,
    room: '/sources',
    done: (label) => `${label} is up to date`,
    link: 'See what came in',
  },
  push: {
    title: (label) => `Sending ${label}`,
    room: '/audiences',
    done: (label) => `Sent ${label}`,
    link: 'See what was sent',
  },
  email_check: {
    title: (label) => `Checking ${label}`,
    room: '/emails',
    done: (label) => `${label} was read as everybody`,
    link: 'See the emails',
  },
  test_send: {
    title: (label) => `Sending a test of ${label}`,
    room: '/emails',
    done: (label) => `The test of ${label} is sent`,
    link: 'Back to the emails',
  },
  demo: {
    title: () => 'Setting up the demo shop',
    room: '/',
    done: () => 'The demo shop is ready',
    link: 'Look around',
  },
};

const OTHER: Words = {
  title: (label) => label,
  room: '/',
  done: (label) => `${label}: done`,
  link: 'Go home',
};

export const taskWords = ({ kind }: TaskState): Words => KINDS[kind] ?? OTHER;

/** "Bringing in orders.csv: Reading rows". */
export function taskTitle(task: TaskState): string {
  const title = taskWords(task).title(task.label);
  const phase = task.progress?.phase;
  return phase && phase !== title ? `${title}: ${phase}` : title;
}

/** "orders.csv is in: 1,204 stored, 3 refused." */
export function taskResult(task: TaskState): string {
  const told = figures(task.outcome);
  return `${taskWords(task).done(task.label)}${told ? `: ${told}` : ''}.`;
}

function figures(outcome: unknown): string {
  if (typeof outcome !== 'object' || outcome === null) return '';
  const { stored, refused } = outcome as Record<string, unknown>;
  const parts = [];
  if (typeof stored === 'number') parts.push(`${count(stored)} stored`);
  if (typeof refused === 'number' && refused > 0)
    parts.push(plural(refused, 'row refused', 'rows refused'));
  return parts.join(', ');
}
