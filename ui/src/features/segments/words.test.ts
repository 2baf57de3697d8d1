import { describe, expect, it } from 'vitest';
import { countryName } from './names';
import { compareWords, either, ordinal, windowWords } from './words';
import { valuesOf, withUnset, withValues } from './phrases/tests';

const times = { one: 'time', many: 'times' };
const plain = (text: string) => text.replace(/\u00a0|\u202f/g, ' ');

describe('the words of tokens', () => {
  it('says numbers as people do', () => {
    expect(compareWords({ op: 'at_least', value: 1 }, times)).toBe('at least once');
    expect(compareWords({ op: 'between', from: 5, to: 2 }, times)).toBe('2 to 5 times');
    expect(compareWords({ op: 'exactly', value: 0 }, { one: 'email', many: 'emails' })).toBe(
      'exactly 0 emails',
    );
    expect(plain(compareWords({ op: 'more_than', value: 20_000 }, { currency: 'EUR' }))).toBe(
      'more than €200',
    );
  });

  it('says stretches of days', () => {
    expect(windowWords({ kind: 'last_days', days: 1 })).toBe('today');
    expect(windowWords({ kind: 'last_days', days: 90 })).toBe('in the last 90 days');
    expect(windowWords({ kind: 'days_ago', from: 60, to: 30 })).toBe('between 30 and 60 days ago');
    expect(windowWords({ kind: 'before', day: '2026-03-29' })).toBe('before 29 Mar 2026');
  });

  it('names countries and cuts long lists', () => {
    expect(countryName('de')).toBe('Germany');
    expect(countryName('not one')).toBe('not one');
    expect(either([], 'choose')).toBe('choose');
    expect(either(['a', 'b', 'c', 'd', 'e'], '')).toBe('a, b, c or 2 more');
  });
});

describe('the words of figures', () => {
  it('counts in order, in percent and in stars', () => {
    expect([1, 3, 11, 22, 103].map(ordinal)).toEqual(['first', 'third', '11th', '22nd', '103rd']);
    expect(
      compareWords(
        { op: 'top', percent: 10 },
        { one: 'time', many: 'times', rank: 'number of orders' },
      ),
    ).toBe('in the top 10% by number of orders');
    expect(compareWords({ op: 'at_most', value: 1 }, { stars: true })).toBe('at most 1 star');
    expect(compareWords({ op: 'between', from: 40, to: 20 }, { percent: true })).toBe('20% to 40%');
  });
});

describe('changing a test', () => {
  it('keeps the values and what happens to the unset', () => {
    const not = withValues('not_one_of', ['DE']);
    expect(not).toEqual({ op: 'not_one_of', values: ['DE'], unset: 'include' });
    const excluded = withUnset(not, 'exclude');
    expect(withValues('not_contains', valuesOf(excluded), excluded)).toEqual({
      op: 'not_contains',
      value: 'DE',
      unset: 'exclude',
    });
    expect(withUnset({ op: 'is_set' }, 'exclude')).toEqual({ op: 'is_set' });
  });
});
