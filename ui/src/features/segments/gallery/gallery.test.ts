import { describe, expect, it } from 'vitest';
import type { StarterCard } from '../../../api';
import { matching } from '../../../parts/Gallery';
import { saidOf } from './GalleryPage';

const card = (name: string, sentence: string): StarterCard => ({
  name,
  family: 'close',
  family_label: 'Close to buying',
  purpose: 'They were close.',
  why: '',
  sentence,
  count: 1,
  note: null,
  featured: false,
  definition: { version: 1, root: { type: 'group', match: 'all', children: [] } },
});

describe('the gallery', () => {
  it('finds by every word, wherever it stands', () => {
    const cards = [
      card('Abandoned cart', 'People who abandoned a cart.'),
      card('Never bought', 'People who never bought.'),
    ];
    const names = (search: string) => matching(cards, search, saidOf).map((s) => s.name);
    expect(names('  ')).toEqual(['Abandoned cart', 'Never bought']);
    expect(names('CART close')).toEqual(['Abandoned cart']);
    expect(names('cart never')).toEqual([]);
  });
});
