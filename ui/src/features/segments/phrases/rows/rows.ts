/** The ten kinds of rows in words: what people did, as it reads in a phrase and in a sequence. */
import type { What } from '../../../../api';

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
};

const row = (
  [one, many]: [string, string],
  [did, not]: [string, string],
  object: ObjectKey | null,
  anything: string,
  holding: string,
): RowWords => ({ one, many, did, not, object, anything, holding });

export const ROWS: Record<What, RowWords> = {
  orders: row(['order', 'orders'], ['bought', 'buy'], 'things', 'anything', 'in orders with'),
  order_lines: row(
    ['order line', 'order lines'],
    ['bought pieces of', 'buy pieces of'],
    'things',
    'anything',
    'of',
  ),
  refunds: row(['refund', 'refunds'], ['got money back', 'get money back'], null, '', 'for'),
  carts: row(['cart', 'carts'], ['filled a cart', 'fill a cart'], null, '', 'with'),
  abandoned_carts: row(
    ['abandoned cart', 'abandoned carts'],
    ['left a cart behind', 'leave a cart behind'],
    null,
    '',
    'with',
  ),
  emails: row(
    ['email', 'emails'],
    ['had an email', 'have an email'],
    'kinds',
    'sent, opened or anything else',
    '',
  ),
  views: row(
    ['look at a product', 'looks at products'],
    ['looked at', 'look at'],
    'things',
    'any product',
    'of',
  ),
  searches: row(['search', 'searches'], ['searched for', 'search for'], 'terms', 'anything', ''),
  reviews: row(['review', 'reviews'], ['reviewed', 'review'], 'things', 'any product', 'of'),
  events: row(['event', 'events'], ['did', 'do'], 'names', 'anything', ''),
};

export const WHATS = Object.keys(ROWS) as What[];

export const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
