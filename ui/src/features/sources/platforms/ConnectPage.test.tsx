/** The form follows the platform's fields, asks before data travels unencrypted, and names the cause of a failed test. */
import { fireEvent, render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, test, vi } from 'vitest';
import type { EntryField, EntryKind, PlatformInfo } from '../../../api';
import { App } from '../../../app/App';
import { fakeHost, type Answers } from '../../../test/host';
import { shop } from '../../../test/samples';

const SLOW = { timeout: 5000 };

const field = (name: string, label: string, kind: EntryKind, required = true): EntryField => ({
  name,
  label,
  kind,
  required,
  hint: '',
  like: '',
});

const PLATFORM: PlatformInfo = {
  kind: 'woocommerce',
  name: 'WooCommerce',
  reads: 'Orders, customers and products.',
  fields: [
    field('address', 'Your shop’s address', 'address'),
    field('allow_plain_http', 'Send it unencrypted', 'plain_http', false),
    field('key', 'Consumer key', 'text'),
    field('secret', 'Consumer secret', 'secret'),
    field('guests', 'Guests too', 'check', false),
    field('stand_in', 'Never shown', 'stand_in', false),
  ],
  steps: ['Open the settings.', 'Copy the key.'],
};

async function open(answers: Answers = {}, path = '#/sources/connect/woocommerce') {
  fakeHost({
    shop_info: shop({}),
    tasks_list: [],
    sources_list: [],
    runs_list: [],
    platforms_list: [PLATFORM],
    ...answers,
  });
  window.location.hash = path;
  render(<App />);
  await screen.findByLabelText('Your shop’s address', {}, SLOW);
}

function fill(address: string) {
  fireEvent.change(screen.getByLabelText(/address/), { target: { value: address } });
  fireEvent.change(screen.getByLabelText('Consumer key'), { target: { value: 'ck_1' } });
  fireEvent.change(screen.getByLabelText('Consumer secret'), { target: { value: 'cs_1' } });
}

test('the chooser lists what can be connected, files too', async () => {
  fakeHost({ shop_info: shop({}), tasks_list: [], platforms_list: [PLATFORM] });
  window.location.hash = '#/sources/connect';
  render(<App />);
  const way = await screen.findByRole('link', { name: /WooCommerce/ }, SLOW);
  expect(way).toHaveAttribute('href', '#/sources/connect/woocommerce');
  expect(screen.getByRole('link', { name: /^Files/ })).toHaveAttribute('href', '#/sources/import');
});

test('the old path leads to the form, whose stand-in is never shown', async () => {
  await open({}, '#/sources/woocommerce');
  expect(window.location.hash).toBe('#/sources/connect/woocommerce');
  expect(screen.queryByLabelText('Never shown')).toBeNull();
  expect(screen.getByText('Copy the key.')).toBeVisible();
});

test('nothing can be sent before all that is required is given', async () => {
  await open();
  expect(screen.getByRole('button', { name: 'Test' })).toBeDisabled();
  fill('shop.example');
  expect(screen.getByRole('button', { name: 'Test' })).toBeEnabled();
});

test('plain http to another machine is asked about, to this one it is not, and is sent only while asked', async () => {
  const sourceTest = vi.fn();
  await open({ source_test: sourceTest });
  fill('http://127.0.0.1:8080');
  expect(screen.queryByRole('checkbox', { name: /unencrypted/ })).toBeNull();
  fill('http://127.0.0.1.evil.example');
  const box = screen.getByRole('checkbox', { name: /unencrypted/ });
  expect(box).not.toBeChecked();
  await userEvent.click(box);
  fill('https://shop.example');
  expect(screen.queryByRole('checkbox', { name: /unencrypted/ })).toBeNull();
  await userEvent.click(screen.getByRole('checkbox', { name: 'Guests too' }));
  await userEvent.click(screen.getByRole('button', { name: 'Test' }));
  expect(sourceTest).toHaveBeenCalledWith({
    kind: 'woocommerce',
    entered: { address: 'https://shop.example', key: 'ck_1', guests: 'yes' },
    secrets: { secret: 'cs_1' },
  });
});

test('a failed test says why, and a good one what was found, with what is missing', async () => {
  let works = false;
  await open({
    source_test: () => {
      if (!works) throw { code: 'unauthorised', message: 'This key may not read.' };
      return {
        name: 'Corner Coffee',
        host: 'shop.example',
        version: '10.0.2',
        currency: 'USD',
        zone: null,
        counts: [
          { what: 'orders', count: 401 },
          { what: 'categories', count: 1 },
        ],
        notes: ['This key may not see reviews.'],
        platform: 'WooCommerce',
        safe: true,
      };
    },
  });
  fill('shop.example');
  fireEvent.click(screen.getByRole('button', { name: 'Test' }));
  expect(await screen.findByText('This key may not read.')).toBeVisible();
  works = true;
  fireEvent.click(screen.getByRole('button', { name: 'Test' }));
  const found = await screen.findByText(/Found: Corner Coffee/);
  expect(found.textContent).toBe(
    'Found: Corner Coffee, WooCommerce 10.0.2, 401 orders, 1 category',
  );
  expect(screen.getByText('This key may not see reviews.')).toBeVisible();
});
