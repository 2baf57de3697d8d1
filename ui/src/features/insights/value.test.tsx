import { render, screen, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import type { Prospects, Segment } from '../../api';
import { App } from '../../app/App';
import { fakeHost } from '../../test/host';
import { shop } from '../../test/samples';

const EUR = (minor: number) => ({ minor, currency: 'EUR' });
const SLOW = { timeout: 5000 };

const prospects: Prospects = {
  buyers: 1000,
  still_there: 640,
  expected: EUR(5_000_000),
  last_year: EUR(6_000_000),
  risks: [
    { label: 'Still with you', from: 0, to: 25 },
    { label: 'As good as gone', from: 76, to: 100 },
  ],
  bands: [
    {
      label: 'Best tenth',
      from: EUR(20_000),
      to: null,
      people: 100,
      expected: EUR(3_000_000),
      by_risk: [100, 0],
    },
    {
      label: 'Last four tenths',
      from: EUR(0),
      to: EUR(19_999),
      people: 900,
      expected: EUR(2_000_000),
      by_risk: [540, 360],
    },
  ],
  due_soon: 41,
  overdue: 17,
  overdue_expected: EUR(90_000),
  check: null,
  limits: ['It knows no seasons.'],
};

function open(value: unknown) {
  fakeHost({ shop_info: shop({}), tasks_list: [], insights_value: value });
  window.location.hash = '#/insights';
  render(<App />);
}

const section = async () =>
  within(await screen.findByRole('region', { name: 'What they will be worth' }, SLOW));

function definitionIn(link: HTMLElement): Segment {
  const query = new URL(link.getAttribute('href')?.replace('#', '') ?? '', 'http://x').searchParams;
  return JSON.parse(query.get('definition') ?? '{}') as Segment;
}

describe('what people will be worth', () => {
  it('leads from a number to just those people', async () => {
    open({ as_of: '2026-11-20', not_enough: null, prospects });
    const table = within(await (await section()).findByRole('table'));
    const link = table.getByRole('link', {
      name: /^360 people: Last four tenths, As good as gone/,
    });
    expect(definitionIn(link).root).toEqual({
      type: 'group',
      match: 'all',
      children: [
        { type: 'predicted', of: 'value', compare: { op: 'between', from: 0, to: 19_999 } },
        { type: 'predicted', of: 'churn', compare: { op: 'between', from: 76, to: 100 } },
      ],
    });
    expect(table.getByText('up to €199.99')).toBeVisible();
    const none = table.getByRole('row', { name: /Best tenth/ });
    expect(within(none).getAllByRole('link')).toHaveLength(2);
  });

  it('says what the numbers do not know, and that the past is short', async () => {
    open({ as_of: '2026-11-20', not_enough: null, prospects });
    const all = await section();
    expect(await all.findByText('It knows no seasons.')).toBeVisible();
    expect(all.getByText(/past is too short/)).toBeVisible();
    expect(all.getByRole('link', { name: '17' })).toBeVisible();
  });

  it('says what is missing in a young shop', async () => {
    open({ as_of: '2026-11-20', not_enough: 'Not enough data yet: 100 people.', prospects: null });
    const all = await section();
    expect(await all.findByText('Not enough data yet: 100 people.')).toBeVisible();
    expect(all.queryByRole('table')).toBeNull();
  });
});
