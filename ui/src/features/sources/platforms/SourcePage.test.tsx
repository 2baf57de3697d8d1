/** A source's page says what hinders it and offers the way on; a reading can be watched, paused and stopped. */
import { render, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, test, vi } from 'vitest';
import type { LastSync, SourceInfo, TaskState } from '../../../api';
import { App } from '../../../app/App';
import { fakeHost, type Answers } from '../../../test/host';
import { shop, task } from '../../../test/samples';

const SLOW = { timeout: 5000 };
const AT = 1_790_000_000;

const DONE: LastSync = {
  run: 9,
  state: 'done',
  read: 12,
  stored: 12,
  refused: 0,
  message: null,
  started_at: AT,
  finished_at: AT,
  reasons: [],
  warnings: [],
};

const source = (change: Partial<SourceInfo> = {}): SourceInfo => ({
  id: 3,
  kind: 'woocommerce',
  platform: 'WooCommerce',
  name: 'Corner Coffee',
  address: 'shop.example',
  entered: { address: 'shop.example', key: 'ck_1' },
  version: '10.0.2',
  connected: true,
  added_at: AT,
  orders: 401,
  last: DONE,
  synced_at: AT,
  every_minutes: null,
  next_at: null,
  paused: false,
  held: null,
  doubts: [],
  ...change,
});

const reading: TaskState = task({
  kind: 'sync',
  label: 'Corner Coffee',
  subject: 3,
  progress: { phase: 'Reading orders', done: 120, total: 400 },
  per_second: 14.2,
  seconds_left: 19,
});

async function open(it: SourceInfo, answers: Answers = {}) {
  fakeHost({
    shop_info: shop({}),
    tasks_list: [],
    platforms_list: [
      { kind: 'woocommerce', name: 'WooCommerce', reads: 'Orders.', fields: [], steps: [] },
    ],
    sources_list: [it],
    source_runs: [],
    ...answers,
  });
  window.location.hash = '#/sources/3';
  render(<App />);
  await screen.findByRole('heading', { level: 1, name: 'Corner Coffee' }, SLOW);
}

test('a reading under way shows rows, speed and time left, and can be paused and stopped', async () => {
  const pause = vi.fn(() => null);
  await open(source(), { tasks_list: [reading], sync_pause: pause, task_cancel: null });
  const going = within(await screen.findByRole('region', { name: 'Coming in now' }));
  expect(going.getByText('120 of 400 rows · 14 a second · about 20 seconds left')).toBeVisible();
  expect(screen.queryByRole('button', { name: 'Read now' })).toBeNull();
  await userEvent.click(going.getByRole('button', { name: 'Pause' }));
  expect(pause).toHaveBeenCalledWith({ id: 3 });
});

test('what the breaker holds says since when and until when, and can be tried now', async () => {
  const start = vi.fn(() => 1);
  const last = { ...DONE, state: 'failed', message: 'The shop does not answer.' };
  await open(source({ held: { since: AT, until: AT + 600, failures: 2 }, last }), {
    sync_start: start,
  });
  const alert = screen.getByRole('alert');
  expect(alert.textContent).toMatch(
    /The shop does not answer\. Held since .*16:13 until .*16:23, after 2 failures in a row/,
  );
  await userEvent.click(within(alert).getByRole('button', { name: 'Try now' }));
  expect(start).toHaveBeenCalledWith({ id: 3 });
});

test('what only its owner can mend is not promised to pass', async () => {
  await open(source({ held: { since: AT, until: null, failures: 1 } }));
  expect(screen.getByText('Needs you')).toBeVisible();
  expect(screen.getByRole('alert').textContent).toContain('waiting alone will not help');
});

test('a list that lacks too much is asked about before anything is removed', async () => {
  const believe = vi.fn(() => null);
  await open(source({ doubts: [{ kind: 'order', missing: 40, known: 401 }] }), {
    source_believe: believe,
  });
  expect(screen.getByText('Are 40 orders really gone?')).toBeVisible();
  await userEvent.click(screen.getByRole('button', { name: 'They are gone…' }));
  expect(believe).not.toHaveBeenCalled();
  await userEvent.click(await screen.findByRole('button', { name: 'Remove 40 orders' }));
  expect(believe).toHaveBeenCalledWith({ id: 3, kind: 'order' });
});

test('refused rows are counted, given reasons for, and can all be seen', async () => {
  const last = { ...DONE, refused: 1, reasons: ['The order has no date.'] };
  await open(source({ last }), {
    run_refused: { total: 1, rows: [{ row_no: 1, reason: 'No date.', raw: '{"id":7}' }] },
  });
  expect(screen.getByRole('heading', { name: '1 row could not be read' })).toBeVisible();
  expect(screen.getByText('The order has no date.')).toBeVisible();
  await userEvent.click(screen.getByRole('button', { name: 'See all' }));
  expect(await screen.findByText('{"id":7}')).toBeVisible();
});

test('how often it is read is kept as it is chosen', async () => {
  const schedule = vi.fn(() => null);
  await open(source(), { source_schedule: schedule });
  await userEvent.click(screen.getByRole('combobox', { name: 'How often it is read' }));
  await userEvent.click(await screen.findByRole('option', { name: 'Every hour' }));
  expect(schedule).toHaveBeenCalledWith({ id: 3, everyMinutes: 60 });
});
