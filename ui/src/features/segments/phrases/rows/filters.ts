/** What else rows can be asked to be ("… more"): which rows have it, how it begins, and whether it is given. */
import type { RowFilter, What } from '../../../../api';

export type FilterKey =
  | 'things'
  | 'names'
  | 'terms'
  | 'kinds'
  | 'properties'
  | 'price'
  | 'amount'
  | 'discounted'
  | 'coupons'
  | 'channels'
  | 'countries'
  | 'statuses'
  | 'campaigns'
  | 'links'
  | 'rating';

type Offered = { key: FilterKey; label: string; hint: string; of: What[] };

const ORDERS: What[] = ['orders', 'order_lines'];
const WITH_PRODUCTS: What[] = [
  ...ORDERS,
  'refunds',
  'carts',
  'abandoned_carts',
  'views',
  'reviews',
];

/** In the order in which they stand in the phrase. */
export const FILTERS: Offered[] = [
  { key: 'things', label: 'Products', hint: 'a product, category or tag', of: WITH_PRODUCTS },
  { key: 'names', label: 'Which event', hint: 'e.g. Wishlist Added', of: ['events'] },
  { key: 'terms', label: 'Words searched for', hint: 'e.g. wool', of: ['searches'] },
  { key: 'kinds', label: 'What happened', hint: 'sent, opened, clicked …', of: ['emails'] },
  { key: 'campaigns', label: 'Campaign', hint: 'e.g. Spring sale', of: ['emails'] },
  { key: 'links', label: 'Link', hint: 'a part of its address', of: ['emails'] },
  { key: 'properties', label: 'Property', hint: 'e.g. method is google', of: ['events'] },
  {
    key: 'price',
    label: 'Price of one piece',
    hint: 'e.g. at least 20',
    of: ['order_lines', 'views'],
  },
  {
    key: 'amount',
    label: 'Amount of each',
    hint: 'e.g. at least 50',
    of: [...ORDERS, 'refunds', 'carts', 'abandoned_carts'],
  },
  { key: 'rating', label: 'Stars', hint: 'e.g. at most 2', of: ['reviews'] },
  { key: 'discounted', label: 'Discount', hint: 'with one, or without', of: ORDERS },
  { key: 'coupons', label: 'Coupon', hint: 'a code that was used', of: ORDERS },
  { key: 'channels', label: 'Channel', hint: 'where the order came from', of: ORDERS },
  { key: 'countries', label: 'Delivered to', hint: 'the country of the order', of: ORDERS },
  {
    key: 'statuses',
    label: 'State of the order',
    hint: 'also unpaid or cancelled ones',
    of: ORDERS,
  },
];

export const filtersOf = (what: What): Offered[] => FILTERS.filter((f) => f.of.includes(what));

const FIELDS = (key: FilterKey): (keyof RowFilter)[] =>
  key === 'things' ? ['products', 'categories', 'product_tags'] : [key];

export function isGiven(filter: RowFilter, key: FilterKey): boolean {
  return FIELDS(key).some((field) => {
    const value = filter[field];
    return Array.isArray(value) ? value.length > 0 : value != null;
  });
}

export function without(filter: RowFilter, key: FilterKey): RowFilter {
  const gone = FIELDS(key) as string[];
  return Object.fromEntries(Object.entries(filter).filter(([field]) => !gone.includes(field)));
}

/** The filter with this one begun; lists begin empty and are any until something is chosen. */
export function begun(filter: RowFilter, key: FilterKey): RowFilter {
  switch (key) {
    case 'price':
      return { ...filter, price: { op: 'at_least', value: 2_000 } };
    case 'amount':
      return { ...filter, amount: { op: 'at_least', value: 5_000 } };
    case 'rating':
      return { ...filter, rating: { op: 'at_most', value: 2 } };
    case 'discounted':
      return { ...filter, discounted: true };
    case 'properties':
      return {
        ...filter,
        properties: [...(filter.properties ?? []), { name: '', is: { op: 'one_of', values: [] } }],
      };
    default:
      return filter;
  }
}

/** Without empty lists, so that a condition has one spelling. */
export function tidy(filter: RowFilter): RowFilter {
  return Object.fromEntries(
    Object.entries(filter).filter(([, v]) => v != null && !(Array.isArray(v) && v.length === 0)),
  );
}

/** For other rows: only what they have too. */
export function fitting(what: What, filter: RowFilter): RowFilter {
  const keys = FILTERS.filter((f) => !f.of.includes(what)).map((f) => f.key);
  return keys.reduce(without, filter);
}
