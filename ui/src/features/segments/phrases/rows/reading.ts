/** Which words belong to a measure of rows, and what else can be asked in its place. */
import type { Measure, What } from '../../../../api';
import type { Given, Reading } from './always';
import { GIVEN } from './readings';

export type { Reading } from './always';

const complete = (what: What, given: Given): Reading => ({
  label: given.verb,
  says: '{verb} {compare}',
  ...given,
  what,
});

export const keyOf = (what: What, m: Measure): string =>
  `${what}:${m.of}${'number' in m ? `:${m.number}` : ''}`;

const ALL = new Map<string, Reading>();
for (const what of Object.keys(GIVEN) as What[])
  for (const given of GIVEN[what]) ALL.set(keyOf(what, given.measure), complete(what, given));

/** What a measure reads like; what does not fit its rows (from a file) reads like their count. */
export function readingOf(what: What, m: Measure): Reading {
  const found = ALL.get(keyOf(what, m)) ?? ALL.get(`${what}:count`);
  if (!found) throw new Error(`There are no words for ${what}.`);
  return found;
}

/** Buying is asked of orders or of their lines, carts of all or of those left behind. */
const KIN: Partial<Record<What, string[]>> = {
  orders: ['order_lines:sum:quantity', 'order_lines:sum:amount'],
  carts: ['abandoned_carts:count', 'abandoned_carts:sum:amount'],
  abandoned_carts: ['carts:count', 'carts:sum:amount'],
  order_lines: ['orders:count', 'orders:sum:amount', 'orders:last'],
};

export function askable(what: What): Reading[] {
  const kin = (KIN[what] ?? []).flatMap((key) => ALL.get(key) ?? []);
  return [...[...ALL.values()].filter((r) => r.what === what), ...kin];
}
