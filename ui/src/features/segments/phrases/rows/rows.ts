/** The ten kinds of rows in words: what people did, as it reads in a phrase and in a sequence. */
import type { RowNumber, What } from '../../../../api';

/** What stands right after the verb: products, an event's name, search words, what happened to an email. */
export type ObjectKey = 'things' | 'names' | 'terms' | 'kinds';

export type RowWords = {
  one: string;
  many: string;
  /** "then bought", "without having bought". */
  did: string;
  /** "and then did not buy". */
  not: string;
  object: ObjectKey | null;
  /** What stands there while nothing is chosen. */
  anything: string;
  /** Where products do not follow the verb: "in orders with". */
  holding: string;
  numbers: RowNumber[];
};

export const ROWS: Record<What, RowWords> = {
  orders: {
    one: 'order',
    many: 'orders',
    did: 'bought',
    not: 'buy',
    object: 'things',
    anything: 'anything',
    holding: 'in orders with',
    numbers: ['amount'],
  },
  order_lines: {
    one: 'order line',
    many: 'order lines',
    did: 'bought pieces of',
    not: 'buy pieces of',
    object: 'things',
    anything: 'anything',
    holding: 'of',
    numbers: ['amount', 'quantity'],
  },
  refunds: {
    one: 'refund',
    many: 'refunds',
    did: 'got money back',
    not: 'get money back',
    object: null,
    anything: '',
    holding: 'for',
    numbers: ['amount'],
  },
  carts: {
    one: 'cart',
    many: 'carts',
    did: 'filled a cart',
    not: 'fill a cart',
    object: null,
    anything: '',
    holding: 'with',
    numbers: ['amount'],
  },
  abandoned_carts: {
    one: 'abandoned cart',
    many: 'abandoned carts',
    did: 'left a cart behind',
    not: 'leave a cart behind',
    object: null,
    anything: '',
    holding: 'with',
    numbers: ['amount'],
  },
  emails: {
    one: 'email',
    many: 'emails',
    did: 'had an email',
    not: 'have an email',
    object: 'kinds',
    anything: 'sent, opened or anything else',
    holding: '',
    numbers: [],
  },
  views: {
    one: 'look at a product',
    many: 'looks at products',
    did: 'looked at',
    not: 'look at',
    object: 'things',
    anything: 'any product',
    holding: 'of',
    numbers: [],
  },
  searches: {
    one: 'search',
    many: 'searches',
    did: 'searched for',
    not: 'search for',
    object: 'terms',
    anything: 'anything',
    holding: '',
    numbers: [],
  },
  reviews: {
    one: 'review',
    many: 'reviews',
    did: 'reviewed',
    not: 'review',
    object: 'things',
    anything: 'any product',
    holding: 'of',
    numbers: ['rating'],
  },
  events: {
    one: 'event',
    many: 'events',
    did: 'did',
    not: 'do',
    object: 'names',
    anything: 'anything',
    holding: '',
    numbers: [],
  },
};

export const WHATS = Object.keys(ROWS) as What[];

export const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
