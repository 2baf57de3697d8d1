/** For tests: a shop's vocabulary, and a phrase as the editor draws it, with what it says and what it writes. */
import { MantineProvider } from '@mantine/core';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { render, screen } from '@testing-library/react';
import { useState } from 'react';
import type { Vocabulary } from '../../api';
import { fakeHost } from '../../test/host';
import { Phrase } from './phrases/Phrase';
import type { Leaf } from './tree';
import { VocabularyPlace } from './vocabulary';

const offer = (value: string, count = 1) => ({ value, count });

export const words: Vocabulary = {
  currency: 'EUR',
  today: '2026-11-20',
  fields: [
    { field: 'country', label: 'Country', kind: 'text', values: [offer('DE', 9), offer('AT', 2)] },
    { field: 'city', label: 'City', kind: 'text', values: [offer('Berlin')] },
    { field: 'created', label: 'First known', kind: 'day', values: [] },
    { field: 'birthday', label: 'Birthday', kind: 'birthday', values: [] },
    { field: 'registered', label: 'Account', kind: 'flag', values: [] },
    { field: { custom: 'points' }, label: 'points', kind: 'text', values: [offer('12')] },
  ],
  categories: [offer('Candles', 12), offer('Soap', 4)],
  campaigns: [offer('Spring sale', 300)],
  links: [],
  coupons: [offer('VIP10', 20)],
  channels: [offer('web', 20)],
  order_countries: [offer('DE', 20)],
  product_tags: [],
  events: [
    {
      name: 'Wishlist Added',
      count: 7,
      properties: [{ name: 'method', values: ['google', 'apple'] }],
    },
  ],
  searches: [offer('wool', 3)],
  consent_sources: [],
  lists: [{ id: 4, name: 'The fair' }],
  experiments: [{ id: 8, name: 'Subject line', arms: ['A', 'B'] }],
  audiences: [{ id: 'a1', name: 'Newsletter' }],
  stages: [{ value: 'at_risk', label: 'At risk' }],
  rfm: [{ value: 'champions', label: 'Champions' }],
  segments: [{ id: 3, name: 'VIPs', archived: false, leads_to: [] }],
};

const product = { id: 5, title: 'Lavender candle', sku: 'LC-1', image_url: null };

/** Draws a phrase; `now` is its condition after every edit, `says` what it reads. */
export function drawPhrase(start: Leaf) {
  fakeHost({ product_search: [product] });
  let value = start;
  function Held() {
    const [leaf, setLeaf] = useState(start);
    value = leaf;
    return <Phrase value={leaf} onChange={setLeaf} />;
  }
  const drawn = render(
    <QueryClientProvider client={new QueryClient()}>
      <MantineProvider env="test">
        <VocabularyPlace value={words}>
          <Held />
        </VocabularyPlace>
      </MantineProvider>
    </QueryClientProvider>,
  );
  const says = () =>
    (drawn.container.querySelector('[data-phrase]')?.textContent ?? '')
      .replace(/\s+/g, ' ')
      .replace(/ ,/g, ',')
      .trim();
  return { now: () => value, says, word: (name: RegExp) => screen.getByRole('button', { name }) };
}
