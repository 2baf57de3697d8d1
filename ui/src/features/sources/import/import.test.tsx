import { fireEvent, render, screen, waitFor } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import type { ImportMapping, ImportPlan } from '../../../api';
import { App } from '../../../app/App';
import { fakeHost } from '../../../test/host';
import { rolesFor, withKind, withRole } from './roles';

const mapping: ImportMapping = {
  kind: 'order_lines',
  columns: [
    { name: 'Invoice', role: 'order_number' },
    { name: 'Nr', role: 'skip' },
    { name: 'Menge', role: 'quantity' },
  ],
  encoding: 'UTF-8',
  delimiter: ',',
  lines_above: 0,
  header: true,
  sheet: null,
  dates: 'year_first',
  decimals: 'point',
  currency: 'GBP',
  zone: 'Europe/London',
  credit_prefix: null,
  everyone: null,
  rates: 'one_of_ours',
};
const roles = (m: ImportMapping) => m.columns.map((c) => c.role);

describe('roles', () => {
  it('gives a role to one column only', () => {
    expect(roles(withRole(mapping, 1, 'order_number'))).toEqual([
      'skip',
      'order_number',
      'quantity',
    ]);
    expect(roles(withRole(withRole(mapping, 0, 'extra'), 1, 'extra'))).toEqual([
      'extra',
      'extra',
      'quantity',
    ]);
  });

  it('leaves out what a column cannot mean in another kind of file', () => {
    expect(roles(withKind(mapping, 'orders'))).toEqual(['order_number', 'skip', 'skip']);
    expect(roles(withKind(mapping, 'people'))).toEqual(['skip', 'skip', 'skip']);
    const offered = rolesFor('people').flatMap((g) => g.items.map((i) => i.value));
    expect(offered).toContain('email_consent');
    expect(offered).not.toContain('quantity');
  });
});

const plan: ImportPlan = {
  file: {
    path: '/x/year.csv',
    name: 'year.csv',
    bytes: 10,
    gzip: false,
    sheets: [],
    rows: 2,
    rows_seen: 2,
  },
  mapping,
  preset: null,
  remembered: null,
  samples: [['489434', 'C489435'], [], ['12']],
  top: [{ line: 1, cells: ['Invoice', 'Nr', 'Menge'], header: true }],
  reads: [],
  remarks: [],
  notes: ['There are no email addresses.'],
  problems: ['No column holds the day of the order. Choose it.'],
};

// The room is loaded when it is first entered.
const PATIENT = { timeout: 20_000 };

function show() {
  window.location.hash = '#/sources/import';
  return render(<App />);
}

describe('bringing in a file', () => {
  it('shows what was recognised and starts with what the person made of it', async () => {
    let started: { path: string; mapping: ImportMapping } | null = null;
    fakeHost({
      shop_info: { name: 'Shop', currency: 'GBP', zone: 'UTC', demo: false, today: '2026-11-20' },
      tasks_list: [],
      import_inspect: plan,
      import_check: { problems: [], remarks: [], reads: [] },
      import_start: (args: Record<string, unknown>) => {
        started = args as typeof started;
        return 7;
      },
    });
    show();
    fireEvent.click(await screen.findByText('Type a path instead', {}, PATIENT));
    fireEvent.change(await screen.findByLabelText('Path of the file'), {
      target: { value: '/x/year.csv' },
    });
    fireEvent.click(screen.getByText('Look at it'));
    await screen.findByText('489434 · C489435');
    expect(screen.getByText('There are no email addresses.')).toBeInTheDocument();
    const start = screen.getByRole('button', { name: 'Bring in 2 rows' });
    expect(start).toBeDisabled();
    fireEvent.click(screen.getByLabelText('What Nr means', { selector: 'input' }));
    // Every column's list is mounted in a test; the second column's is meant.
    const days = await screen.findAllByText('Day of the order', {}, PATIENT);
    fireEvent.click((days[1] ?? days[0]) as HTMLElement);
    await waitFor(() => {
      expect(start).toBeEnabled();
    });
    fireEvent.click(start);
    await waitFor(() => {
      expect(started?.mapping.columns[1]?.role).toBe('order_date');
    });
    expect(window.location.hash).toBe('#/sources/import/7');
  }, 40_000);
});
