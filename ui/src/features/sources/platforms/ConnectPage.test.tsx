/** The form asks before data travels unencrypted, names the cause of a failed test, and shows what was found. */
import { MantineProvider } from '@mantine/core';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { fireEvent, render, screen } from '@testing-library/react';
import { expect, test } from 'vitest';
import { fakeHost } from '../../../test/host';
import { ConnectPage } from './ConnectPage';

function open() {
  render(
    <QueryClientProvider client={new QueryClient()}>
      <MantineProvider>
        <ConnectPage />
      </MantineProvider>
    </QueryClientProvider>,
  );
}

function fill(address: string) {
  fireEvent.change(screen.getByLabelText(/address/), { target: { value: address } });
  fireEvent.change(screen.getByLabelText('Consumer key'), { target: { value: 'ck_1' } });
  fireEvent.change(screen.getByLabelText('Consumer secret'), { target: { value: 'cs_1' } });
}

test('nothing can be sent before all three are given', () => {
  open();
  expect(screen.getByRole('button', { name: 'Test' })).toBeDisabled();
  fill('shop.example');
  expect(screen.getByRole('button', { name: 'Test' })).toBeEnabled();
});

test('plain http to another machine is asked about, to this one it is not', () => {
  open();
  fill('http://127.0.0.1:8080');
  expect(screen.queryByRole('checkbox')).toBeNull();
  fill('http://shop.example');
  expect(screen.getByRole('checkbox', { name: /unencrypted/ })).not.toBeChecked();
});

test('a failed test says why, and a good one what was found', async () => {
  fakeHost({
    source_test: () => {
      throw { code: 'unauthorised', message: 'This key may not read.' };
    },
  });
  open();
  fill('shop.example');
  fireEvent.click(screen.getByRole('button', { name: 'Test' }));
  expect(await screen.findByText('This key may not read.')).toBeVisible();
  fakeHost({
    source_test: {
      name: 'Corner Coffee',
      host: 'shop.example',
      version: '10.0.2',
      currency: 'USD',
      zone: null,
      counts: [{ what: 'orders', count: 401 }],
      notes: [],
      platform: 'WooCommerce',
      safe: true,
    },
  });
  fireEvent.click(screen.getByRole('button', { name: 'Test' }));
  expect(
    await screen.findByText(/Found: Corner Coffee, WooCommerce 10.0.2, 401 orders/),
  ).toBeVisible();
});
