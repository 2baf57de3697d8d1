import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, it } from 'vitest';
import { drawPhrase } from '../testing';
import type { Leaf } from '../tree';

const bought: Leaf = {
  type: 'activity',
  what: 'orders',
  measure: { of: 'count', compare: { op: 'at_least', value: 1 } },
  window: { kind: 'last_days', days: 90 },
};

const box = () => screen.findByRole('combobox', { name: 'What to add or to ask instead' });

/** Opens "… more" with the keyboard, types a part of a name and presses Enter. */
async function add(user: ReturnType<typeof userEvent.setup>, text: string) {
  screen.getByRole('button', { name: 'More for this phrase' }).focus();
  await user.keyboard('{Enter}');
  await waitFor(async () => {
    expect(await box()).toHaveFocus();
  });
  await user.keyboard(`${text}{Enter}`);
}

describe('with the keyboard alone', () => {
  it('adds a coupon, takes it out again with Backspace, and the focus stays in the phrase', async () => {
    const user = userEvent.setup();
    const { now, says, word } = drawPhrase(bought);
    await add(user, 'coupon');
    const search = await screen.findByPlaceholderText('Search');
    await waitFor(() => {
      expect(search).toHaveFocus();
    });
    await user.keyboard('vip{Enter}{Escape}');
    await waitFor(() => {
      expect(now()).toMatchObject({ filter: { coupons: ['VIP10'] } });
    });
    expect(says()).toBe(
      'Bought anything at least once with the coupon VIP10 in the last 90 days … more',
    );
    word(/^Coupon: VIP10/).focus();
    await user.keyboard('{Backspace}');
    expect(now()).toMatchObject({ filter: {} });
    await waitFor(() => {
      expect(word(/More for this phrase/)).toHaveFocus();
    });
  });

  it('lets go of what was added and not chosen', async () => {
    const user = userEvent.setup();
    const { says, now } = drawPhrase(bought);
    await add(user, 'channel');
    await screen.findByPlaceholderText('Search');
    expect(says()).toContain('through choose');
    await user.keyboard('{Escape}{Escape}');
    await waitFor(() => {
      expect(says()).not.toContain('through');
    });
    expect(now()).toMatchObject({ filter: {} });
  });

  it('asks something else in place, keeping what still means something', async () => {
    const user = userEvent.setup();
    const { says, now } = drawPhrase({ ...bought, filter: { categories: ['Candles'] } } as Leaf);
    await add(user, 'quiet for longer');
    expect(now()).toMatchObject({ measure: { of: 'overdue', percent: 200 } });
    await add(user, 'spent in all');
    expect(says()).toBe('Spent at least €100 in orders with Candles in the last 90 days … more');
    await add(user, 'pieces');
    expect(now()).toEqual({
      type: 'activity',
      what: 'order_lines',
      measure: { of: 'sum', number: 'quantity', compare: { op: 'at_least', value: 5 } },
      filter: { categories: ['Candles'] },
      window: { kind: 'last_days', days: 90 },
    });
    expect(says()).toBe('Bought at least 5 pieces of Candles in the last 90 days … more');
  });

  it('drops what other rows do not have', async () => {
    const user = userEvent.setup();
    const { now } = drawPhrase({
      type: 'activity',
      what: 'abandoned_carts',
      measure: { of: 'sum', number: 'amount', compare: { op: 'more_than', value: 100 } },
      filter: { amount: { op: 'at_least', value: 1 } },
    });
    await add(user, 'filled how many');
    expect(now()).toMatchObject({ what: 'carts', measure: { of: 'count' } });
  });

  it('names an event and one of its properties with the values that occur', async () => {
    const user = userEvent.setup();
    const { now } = drawPhrase({
      type: 'activity',
      what: 'events',
      measure: { of: 'count', compare: { op: 'at_least', value: 1 } },
      filter: { names: ['Wishlist Added'] },
    });
    await add(user, 'property');
    const search = await screen.findByPlaceholderText('Search');
    await waitFor(() => {
      expect(search).toHaveFocus();
    });
    await user.keyboard('met{Enter}{Escape}{Escape}');
    screen.getByRole('button', { name: 'method: choose' }).focus();
    await user.keyboard('{Enter}');
    await waitFor(async () => {
      expect(await screen.findByPlaceholderText('Search')).toHaveFocus();
    });
    await user.keyboard('goo{Enter}');
    expect(now()).toMatchObject({
      filter: {
        names: ['Wishlist Added'],
        properties: [{ name: 'method', is: { op: 'one_of', values: ['google'] } }],
      },
    });
  });

  it('adds a step to a sequence and takes it out again', async () => {
    const user = userEvent.setup();
    const { now, word } = drawPhrase({
      type: 'sequence',
      steps: [{ what: 'views' }, { what: 'orders', within_days: 7 }],
    });
    const [last] = screen.getAllByRole('button', { name: 'More for this phrase' }).slice(-1);
    last?.focus();
    await user.keyboard('{Enter}');
    await waitFor(async () => {
      expect(await box()).toHaveFocus();
    });
    await user.keyboard('did not{Enter}');
    expect(now()).toMatchObject({ steps: [{}, {}, { what: 'orders', absent: true }] });
    word(/^What follows: and then did not/).focus();
    await user.keyboard('{Delete}');
    expect(now()).toMatchObject({ steps: [{ what: 'views' }, { what: 'orders', within_days: 7 }] });
  });
});
