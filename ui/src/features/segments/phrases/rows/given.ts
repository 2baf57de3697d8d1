/** Sentences that rows of several kinds share: how many, how much, how many different products. */
import type { What } from '../../../../api';
import type { Unit } from '../../words';
import { least, times, type Given } from './always';
import { capital } from './rows';

export const amounts = (one: string): Given[] =>
  (['average', 'largest', 'smallest'] as const).map((of) => ({
    verb: `${capital(of)} ${one} is`,
    hint: of === 'average' ? 'on average' : 'a single one',
    measure: { of, number: 'amount', compare: least(5000) },
  }));

export const products = (verb: string): Given => ({
  verb,
  label: `${verb} different products`,
  hint: 'how many of them',
  unit: { one: 'different product', many: 'different products', rank: 'different products' },
  measure: { of: 'products', compare: least(2) },
});

export const counted = (
  verb: string,
  hint: string,
  what: What,
  says: string,
  unit?: Unit,
): Given => ({
  verb,
  hint,
  says,
  unit: unit ?? times(what),
  measure: { of: 'count', compare: least(1) },
});

export const rows = (one: string, many: string): Unit => ({ one, many, rank: `number of ${many}` });
