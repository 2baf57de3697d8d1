import { configure, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, it } from 'vitest';
import type { CheckReport, EmailCheck, TaskState } from '../../../api';
import '..';
import { tell } from '../../../test/host';
import { host, sight } from '../sample';

configure({ asyncUtilTimeout: 10_000 });

const example = (person: number, reads: string) => ({
  person,
  name: `Reader ${String(person)}`,
  reads,
});

const REPORT: CheckReport = {
  people: 1204,
  may_not: 3,
  seconds: 1.5,
  findings: [
    {
      key: '0:empty:person.first_name',
      level: 'problem',
      sentence: '37 of 1,204 people would read “Hi ,”: they have no first name.',
      block: 'one',
      people: 37,
      examples: [example(2, 'Hi ,'), example(3, 'Hi ,')],
      fix: {
        label: 'Read “there” instead',
        change: { kind: 'fallback', block: 'one', variable: 'person.first_name', words: 'there' },
      },
    },
    {
      key: ':head:vip',
      level: 'warning',
      sentence: 'Nobody among these people gets variant 1 of the subject.',
      block: null,
      people: null,
      examples: [],
      fix: null,
    },
    {
      key: ':long_subject',
      level: 'hint',
      sentence: '9 of 1,204 people would get a long subject.',
      block: null,
      people: 9,
      examples: [example(1, 'A very long one')],
      fix: null,
    },
  ],
  heaviest: { value: 61_440, example: example(6, '') },
  longest_subject: { value: 84, example: example(2, '') },
};

const CHECK: EmailCheck = {
  who: { segment: null, only_mailable: true },
  report: REPORT,
  stale: null,
};

const task = (part: Partial<TaskState>): TaskState => ({
  id: 5,
  kind: 'email_check',
  label: 'News',
  subject: 3,
  phase: 'running',
  progress: { phase: 'Reading it as everybody', done: 500, total: 1204 },
  seconds: 1,
  per_second: null,
  seconds_left: null,
  outcome: null,
  error: null,
  ...part,
});

async function open(answers: Record<string, unknown>) {
  const asked = host({
    email_lints: [],
    email_check_last: null,
    email_source: { mjml: '', html: '', problems: [] },
    ...answers,
  });
  await userEvent.click(await screen.findByRole('tab', { name: 'Check' }));
  return asked;
}

const reading = (asked: Record<string, unknown>[]) => {
  const last = asked.at(-1);
  const reader = last && sight(last).reader;
  return reader?.kind === 'person' ? reader.id : null;
};

describe('the check of every reader', { timeout: 30_000 }, () => {
  it('shows how far it is, can be stopped, and then lists what it found, the worst first', async () => {
    const [started, stopped]: Record<string, unknown>[][] = [[], []];
    let last: EmailCheck | null = null;
    await open({
      email_check_last: () => last,
      email_check_start: (args: Record<string, unknown>) => {
        started?.push(args);
        return 5;
      },
      task_cancel: (args: Record<string, unknown>) => {
        stopped?.push(args);
        return null;
      },
    });
    await userEvent.click(await screen.findByRole('button', { name: 'Check everybody' }));
    expect(started?.[0]).toMatchObject({ id: 3, who: { only_mailable: true } });
    await tell({ kind: 'task', task: task({}) });
    // The window tells of every task in its corner, too.
    const panel = within(screen.getByRole('tabpanel', { name: 'Check' }));
    const bar = await panel.findByRole('progressbar', { name: 'Reading it as everybody' });
    expect(bar).toHaveAttribute('aria-valuetext', '500 of 1,204');
    expect(screen.queryByRole('button', { name: 'Check everybody' })).toBeNull();
    await userEvent.click(panel.getByRole('button', { name: 'Cancel' }));
    expect(stopped).toEqual([{ id: 5 }]);
    await tell({ kind: 'task', task: task({ phase: 'cancelled' }) });
    expect(await screen.findByRole('button', { name: 'Check everybody' })).toBeVisible();
    expect(panel.queryByRole('progressbar')).toBeNull();

    last = CHECK;
    await tell({ kind: 'task', task: task({ id: 6, phase: 'done' }) });
    const list = await screen.findByRole('list', { name: 'What its readers would meet' });
    const rows = within(list)
      .getAllByRole('listitem')
      .map((row) => row.textContent);
    expect(rows.map((text) => /^(Mend this|Have a look|Good to know)/.exec(text)?.[0])).toEqual([
      'Mend this',
      'Have a look',
      'Good to know',
    ]);
    expect(rows[0]).toContain('37 of 1,204 people would read “Hi ,”');
    expect(screen.getByText(/Read as 1,204 people\./)).toBeVisible();
    expect(screen.getByText(/84 letters/)).toBeVisible();
  });

  it('opens the person of a finding, of the longest subject and of the heaviest mail', async () => {
    const asked = await open({
      email_check_last: CHECK,
      email_check_people: {
        total: 37,
        people: [example(2, 'Hi ,'), example(5, 'Hi ,')],
      },
    });
    const list = await screen.findByRole('list', { name: 'What its readers would meet' });
    await userEvent.click(within(list).getByText(/37 of 1,204/));
    await waitFor(() => {
      expect(reading(asked)).toBe(2);
    });
    await userEvent.click(within(list).getAllByRole('button', { name: 'Reader 3' })[0] as Element);
    await waitFor(() => {
      expect(reading(asked)).toBe(3);
    });
    await userEvent.click(within(list).getByRole('button', { name: 'All 37' }));
    const people = await within(list).findByRole('list', { name: 'People' });
    await userEvent.click(within(people).getByRole('button', { name: /Reader 5/ }));
    await waitFor(() => {
      expect(reading(asked)).toBe(5);
    });
    const heaviest = screen.getByText('Heaviest mail').parentElement as HTMLElement;
    await userEvent.click(within(heaviest).getByRole('button', { name: 'Reader 6' }));
    await waitFor(() => {
      expect(reading(asked)).toBe(6);
    });
  });

  it('mends by its button, and says when it is out of date', async () => {
    const fixed: unknown[] = [];
    await open({
      email_check_last: { ...CHECK, stale: 'The email has changed since it was checked.' },
      email_fix: (args: Record<string, unknown>) => {
        fixed.push(args.change ?? args.fix);
        return args.email;
      },
    });
    expect(await screen.findByText(/The email has changed since/)).toBeVisible();
    await userEvent.click(screen.getByRole('button', { name: 'Read “there” instead' }));
    await waitFor(() => {
      expect(fixed).toHaveLength(1);
    });
  });

  it('names a mistake at the block in which it is', async () => {
    host({
      email_source: {
        mjml: '',
        html: '',
        problems: [
          {
            block: 'one',
            field: 'one.text',
            line: 1,
            column: 5,
            mjml_line: 9,
            sentence: 'The heading: there is no filter “shout”.',
          },
        ],
      },
    });
    const mistakes = await screen.findByRole('status', { name: 'Mistakes here' });
    expect(mistakes).toHaveTextContent('there is no filter “shout”');
    expect(mistakes.closest('[data-block]')).toHaveAttribute('data-block', 'one');
  });
});
