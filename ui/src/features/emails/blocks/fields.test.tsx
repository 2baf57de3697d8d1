import { MantineProvider } from '@mantine/core';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useState, type ReactNode } from 'react';
import { describe, expect, it } from 'vitest';
import type { BlockContent } from '../../../api';
import { fakeHost } from '../../../test/host';
import { CartFields } from './CartFields';
import { ProductFields } from './ProductFields';
import { ProductsFields } from './ProductsFields';
import { ReviewFields } from './ReviewFields';
import type { FieldsProps, Kind, ContentOf } from './types';

const PRODUCTS = [
  { id: 3, title: 'Linen Apron', sku: 'P503', image_url: null },
  { id: 4, title: 'Mug, speckled', sku: 'P401', image_url: null },
];

function show<K extends Kind>(
  first: ContentOf<K>,
  Fields: (props: FieldsProps<K>) => ReactNode,
): () => BlockContent {
  fakeHost({
    product_search: PRODUCTS,
    segment_vocabulary: { categories: [{ value: 'Tea', count: 9 }], product_tags: [], fields: [] },
    email_variables: [],
    coupon_pools: [{ id: 7, name: 'Autumn', created_at: 0, codes: 40, given: 3, free: 37 }],
  });
  let now = first;
  function Held() {
    const [content, setContent] = useState(first);
    return (
      <Fields
        content={content}
        onChange={(next) => {
          now = next;
          setContent(next);
        }}
      />
    );
  }
  render(
    <MantineProvider env="test">
      <QueryClientProvider client={new QueryClient()}>
        <Held />
      </QueryClientProvider>
    </MantineProvider>,
  );
  return () => now;
}

const choose = async (field: string, option: string) => {
  await userEvent.click(screen.getByRole('combobox', { name: field }));
  await userEvent.click(await screen.findByRole('option', { name: new RegExp(`^${option}`) }));
};

describe('the fields of a block', { timeout: 30_000 }, () => {
  it('products: a rule, what fills up, what is left out', async () => {
    const now = show({ kind: 'products', rule: { by: 'best_sellers' }, count: 3 }, ProductsFields);
    expect(screen.queryByText('Fill up when there are too few')).toBeNull();
    await choose('Which products', 'For you');
    expect(now()).toMatchObject({ rule: { by: 'for_you' } });
    await userEvent.click(screen.getByRole('switch', { name: /Fill up/ }));
    expect(now()).toMatchObject({ fill_with: { by: 'best_sellers', days: 90 } });
    await choose('what they bought', 'lately');
    expect(now()).toMatchObject({
      leave_out: { bought: { kind: 'lately', days: 90 }, out_of_stock: true },
    });
    await userEvent.click(screen.getByRole('checkbox', { name: 'what has no picture' }));
    expect(now()).toMatchObject({ leave_out: { no_picture: false, already_here: true } });
  });

  it('what they bought is no reason where the rule is about just that', async () => {
    show({ kind: 'products', rule: { by: 'again' }, count: 3 }, ProductsFields);
    expect(screen.queryByRole('combobox', { name: 'what they bought' })).toBeNull();
    await choose('Which products', 'Best of a category');
    expect(screen.getByText('Choose a category')).toBeVisible();
    expect(screen.getByRole('combobox', { name: 'what they bought' })).toBeVisible();
  });

  it('products by hand stand in the order in which they are chosen', async () => {
    const now = show(
      { kind: 'products', rule: { by: 'chosen', products: [4] }, count: 3 },
      ProductsFields,
    );
    await choose('Products, in this order', 'Linen Apron');
    expect(now()).toMatchObject({ rule: { by: 'chosen', products: [4, 3] } });
  });

  it('one product: nothing changes before one is chosen', async () => {
    const rule = { by: 'rule', rule: { by: 'for_you' } } as const;
    const now = show({ kind: 'product', pick: rule }, ProductFields);
    await userEvent.click(screen.getByRole('radio', { name: 'The same for all' }));
    expect(now()).toMatchObject({ pick: rule });
    await choose('Product', 'Mug');
    expect(now()).toMatchObject({ pick: { by: 'product', product: 4 } });
  });

  it('a review of the products shown, and a cart whose button can go', async () => {
    const now = show({ kind: 'review', from: { by: 'best' } }, ReviewFields);
    await choose('Which review', 'Of what the email shows');
    await choose('Stars', 'at least 3 stars');
    expect(now()).toMatchObject({ from: { by: 'shown' }, least_stars: 3 });
    const cart = show({ kind: 'cart', button: 'x', href: 'https://shop.example' }, CartFields);
    await userEvent.clear(screen.getByRole('textbox', { name: 'Button' }));
    expect(cart()).toMatchObject({ button: null });
  });
});
