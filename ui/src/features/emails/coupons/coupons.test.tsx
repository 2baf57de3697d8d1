import { configure, render, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, it } from 'vitest';
import { App } from '../../../app/App';
import { fakeHost } from '../../../test/host';
import { shop } from '../../../test/samples';
import '../index';

configure({ asyncUtilTimeout: 10_000 });

const pool = (id: number, name: string, codes: number, given: number) => ({
  id,
  name,
  created_at: 1_763_000_000,
  codes,
  given,
  free: codes - given,
});

function host(more: Record<string, unknown>) {
  fakeHost({ shop_info: shop({}), tasks_list: [], ...more });
  window.location.hash = '#/emails/coupons';
  render(<App />);
}

describe('Codes', { timeout: 30_000 }, () => {
  it('brings in a file and says what became of its lines', async () => {
    const asked: Record<string, unknown>[] = [];
    let pools = [pool(1, 'Autumn', 40, 38)];
    host({
      coupon_pools: () => pools,
      'plugin:dialog|open': '/home/somebody/winter codes.csv',
      coupon_import: (args: Record<string, unknown>) => {
        asked.push(args);
        pools = [...pools, pool(2, 'Winter', 120, 0)];
        return {
          pool: pool(2, 'Winter', 120, 0),
          added: 120,
          twice: 1,
          known: 0,
          refused: 1,
          left: [
            { line: 7, code: 'W-6', reason: 'It stands in the file before.' },
            { line: 9, code: '', reason: 'Nothing stands there.' },
          ],
        };
      },
    });
    expect(await screen.findByText('2 codes left')).toBeVisible();
    await userEvent.click(screen.getByRole('button', { name: 'Bring in codes' }));
    const name = await screen.findByLabelText('Pool', { selector: 'input' });
    expect(name).toHaveValue('winter codes');
    await userEvent.clear(name);
    await userEvent.type(name, 'Winter');
    await userEvent.click(screen.getByRole('button', { name: 'Bring them in' }));
    expect(await screen.findByText('120 codes')).toBeVisible();
    expect(screen.getByText('It stands in the file before.')).toBeVisible();
    expect(asked).toEqual([{ path: '/home/somebody/winter codes.csv', name: 'Winter' }]);
    await userEvent.click(screen.getByRole('button', { name: 'Done' }));
    expect(await screen.findByText('120 codes left')).toBeVisible();
  });

  it('shows who got which, deletes and brings back', async () => {
    let there = true;
    host({
      coupon_pools: () => (there ? [pool(1, 'Autumn', 40, 1)] : []),
      coupons_given: {
        pool: pool(1, 'Autumn', 40, 1),
        next: 'A-2',
        given: [
          {
            code: 'A-1',
            person: 5,
            name: 'Ada Example',
            at: 1_763_000_000,
            given_for: 'We miss you',
          },
        ],
      },
      coupon_pool_delete: () => {
        there = false;
        return null;
      },
      coupon_pool_restore: () => {
        there = true;
        return pool(1, 'Autumn', 40, 1);
      },
    });
    const list = await screen.findByRole('list', { name: 'Pools of codes' });
    await userEvent.click(within(list).getByRole('button', { name: /^Autumn/ }));
    expect(await screen.findByRole('link', { name: 'Ada Example' })).toHaveAttribute(
      'href',
      expect.stringContaining('/people/5'),
    );
    await userEvent.keyboard('{Escape}');
    await waitFor(() => {
      expect(screen.queryByText('We miss you')).toBeNull();
    });
    await userEvent.click(screen.getByRole('button', { name: 'More for Autumn' }));
    await userEvent.click(await screen.findByRole('menuitem', { name: 'Delete' }));
    expect(await screen.findByText('No codes yet')).toBeVisible();
    await userEvent.click(screen.getByRole('button', { name: 'Undo' }));
    expect(await screen.findByText('39 codes left')).toBeVisible();
  });
});
