/**
 * How this shop writes numbers and days: set once when the shop's settings arrive, read by every
 * formatter. It deliberately is no React state: a shop changes its currency or zone about never.
 */
export type ShopFormat = {
  locale: string;
  currency: string | null;
  timeZone: string;
  /** The core's idea of today; null takes this machine's. */
  today: string | null;
};

let current: ShopFormat = { locale: 'en-GB', currency: null, timeZone: 'UTC', today: null };

export function shopFormat(): ShopFormat {
  return current;
}

export function setShopFormat(change: Partial<ShopFormat>): void {
  current = { ...current, ...change };
}

/** What stands where there is no value: an en dash, never a zero that was not measured. */
export const NOTHING = '–';
