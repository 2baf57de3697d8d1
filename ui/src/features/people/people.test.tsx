import { render, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { App } from '../../app/App';
import { fakeHost } from '../../test/host';
import { FIRST_QUERY, keepListState } from './listState';

const EUR = (minor: number) => ({ minor, currency: 'EUR' });
const SLOW = { timeout: 5000 };

const shop = {
  name: 'Wick & Wool',
  currency: 'EUR',
  zone: 'UTC',
  demo: false,
  file: 'shop.db',
  today: '2026-11-20',
  totals: { people: 90_000, orders: 5 },
};

const row = (id: number) => ({
  person: {
    id,
    name: `Person ${String(id)}`,
    email: id % 2 === 0 ? null : `p${String(id)}@example.com`,
    number: null,
    country: 'DE',
    city: null,
    created_at: 1_700_000_000,
    orders: 2,
    spent: EUR(1250),
    last_order: 1_790_000_000,
    consent: null,
  },
  rfm: 'Champions',
});

const person = {
  person: {
    ...row(7).person,
    first_name: 'Person',
    last_name: '7',
    phone: null,
    region: null,
    postcode: null,
    language: null,
    birthday: null,
    registered: false,
    tags: [],
    fields: [],
    keys: [],
    consent: [],
    ledger: [],
    value: {
      orders: 2,
      items: 3,
      spent: EUR(1750),
      refunded: EUR(500),
      net: EUR(1250),
      average_order: EUR(875),
      first_order: 1_780_000_000,
      last_order: 1_790_000_000,
      by_currency: [],
      unpriced_orders: 0,
    },
  },
  rfm: null,
  stage: null,
  no_stage: 'Not enough data yet.',
};

const outlook = {
  as_of: '2026-11-20',
  prospect: {
    expected: EUR(12_050),
    orders: 2.4,
    gone: 12,
    next_order: 14,
    next_day: '2026-12-04',
    sentences: ['€120.50 expected.', 'A chance of 12% that they have left for good.', 'Due soon.'],
  },
  not_enough: null,
  engagement: { level: 'fading', label: 'Fading', meaning: 'Last opened or clicked a while ago.' },
  favourites: [{ category: 'Candles', pieces: 1 }],
};

const ordersPage = {
  total: 1,
  rows: [
    {
      id: 5,
      number: '#1001',
      placed_at: 1_790_000_000,
      status: 'paid',
      counts: true,
      total: { minor: 2184, currency: 'USD' },
      in_shop: EUR(2000),
      items: 2,
      refunded: { minor: 0, currency: 'USD' },
      source: 'Tea',
      number_there: '77',
    },
  ],
};

const trace = {
  source: 'Tea',
  platform: 'Shopify',
  number: '#1001',
  number_there: '77',
  opens: true,
  total: {
    paid: { minor: 2184, currency: 'USD' },
    in_shop: EUR(2000),
    sentence: '$21.84 = €20.00, as Shopify reckoned.',
  },
  refunds: [
    {
      number_there: 'r9',
      at: 1_790_000_000,
      amount: { paid: EUR(500), in_shop: EUR(500), sentence: null },
    },
  ],
  landing: '/pages/winter',
  referrer: null,
};
const openThere = vi.fn(() => null);

type ListArgs = { query: typeof FIRST_QUERY; offset: number; limit: number };
const list = vi.fn(({ offset, limit }: ListArgs) => ({
  total: 90_000,
  rows: Array.from({ length: limit }, (_, i) => row(offset + i + 1)),
}));
const erase = vi.fn(() => ({ orders_kept: 2, refunds_kept: 1 }));

function open(path: string) {
  fakeHost({
    shop_info: shop,
    tasks_list: [],
    people_list: list,
    people_neighbours: { previous: 6, next: 8, place: 7, total: 90_000 },
    person_get: person,
    person_outlook: outlook,
    person_orders: ordersPage,
    order_items: [{ title: 'Mug', quantity: 2, total: EUR(2000) }],
    order_trace: trace,
    order_open_there: openThere,
    person_timeline: { total: 0, entries: [] },
    person_erase: erase,
  });
  window.location.hash = path;
  return render(<App />);
}

beforeEach(() => {
  vi.clearAllMocks();
  keepListState({ query: FIRST_QUERY, at: 0 });
});

describe('the list of people', () => {
  it('shows the first of many, and fetches only the pages that are looked at', async () => {
    open('#/people');
    expect(await screen.findByText('Person 1', {}, SLOW)).toBeVisible();
    expect(screen.getByText('90,000 people')).toBeVisible();
    expect(screen.getAllByText('no email')[0]).toBeVisible();
    expect(screen.getByRole('grid', { name: 'People' })).toHaveAttribute('aria-rowcount', '90001');
    expect(list.mock.calls.map(([args]) => args.offset)).toEqual([0]);
  });

  it('goes to the search with /, and asks the core for what is typed and for the order wished', async () => {
    const user = userEvent.setup();
    open('#/people');
    await screen.findByText('Person 1', {}, SLOW);
    await user.keyboard('/zoe');
    expect(screen.getByRole('textbox', { name: 'Search people' })).toHaveValue('zoe');
    await user.click(screen.getByRole('button', { name: 'Orders' }));
    const asked = list.mock.lastCall?.[0].query;
    expect(asked).toEqual({ text: 'zoe', sort: 'orders', descending: true });
    await user.click(screen.getByRole('button', { name: 'Orders' }));
    expect(list.mock.lastCall?.[0].query.descending).toBe(false);
  });
});

describe('a person', () => {
  it('says what is not known, and turns to the next with j', async () => {
    const user = userEvent.setup();
    open('#/people/7');
    expect(await screen.findByRole('heading', { level: 1, name: 'Person 7' }, SLOW)).toBeVisible();
    expect(screen.getByText('€17.50 less €5.00 given back')).toBeVisible();
    expect(screen.getAllByText('not known').length).toBeGreaterThan(4);
    expect(screen.getByText('Not enough data yet.')).toBeVisible();
    expect(await screen.findByText('7 of 90,000')).toBeVisible();
    await user.keyboard('j');
    expect(window.location.hash).toBe('#/people/8');
  });

  it('says what lies ahead', async () => {
    open('#/people/7');
    const ahead = within(await screen.findByRole('region', { name: 'What lies ahead' }, SLOW));
    expect(await ahead.findByRole('heading', { name: '€121 in a year' })).toBeVisible();
    expect(ahead.getByText('A chance of 12% that they have left for good.')).toBeVisible();
    expect(ahead.getByRole('heading', { name: 'Fading' })).toBeVisible();
    expect(ahead.getByText('Candles').textContent).toBe('Candles 1 piece');
  });

  it('traces an order to its source record', async () => {
    const user = userEvent.setup();
    open('#/people/7');
    await user.click(await screen.findByRole('button', { name: '#1001' }, SLOW));
    expect(await screen.findByText(/Tea \(Shopify\), 77 there/)).toBeVisible();
    expect(screen.getByText('$21.84 = €20.00, as Shopify reckoned.')).toBeVisible();
    expect(screen.getByText(/r9 there: €5\.00\./)).toBeVisible();
    expect(screen.getByText('/pages/winter')).toBeVisible();
    await user.click(screen.getByRole('button', { name: /See it there/ }));
    expect(openThere).toHaveBeenCalledWith({ order: 5 });
  });

  it('is erased only after it was said what goes and what stays', async () => {
    const user = userEvent.setup();
    open('#/people/7');
    await user.click(await screen.findByRole('button', { name: 'Their rights' }, SLOW));
    await user.click(await screen.findByRole('menuitem', { name: 'Erase this person…' }));
    expect(await screen.findByText(/2 orders and their amounts stay/)).toBeVisible();
    expect(erase).not.toHaveBeenCalled();
    await user.click(screen.getByRole('button', { name: 'Erase this person' }));
    expect(erase).toHaveBeenCalledOnce();
    expect(window.location.hash).toBe('#/people');
  });
});
