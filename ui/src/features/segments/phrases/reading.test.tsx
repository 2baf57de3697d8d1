import { describe, expect, it } from 'vitest';
import type { Activity } from '../../../api';
import { drawPhrase } from '../testing';
import type { Leaf } from '../tree';

const says = (leaf: Leaf) => drawPhrase(leaf).says();
const act = (a: Activity) => says({ type: 'activity', ...a });
const atLeast = (value: number) => ({ op: 'at_least', value }) as const;
const lately = { kind: 'last_days', days: 90 } as const;
const spent = { of: 'sum', number: 'amount' } as const;

describe('what people did reads as a phrase', () => {
  it.each<[string, Activity]>([
    [
      'Bought Candles at least twice in the last 90 days … more',
      {
        what: 'orders',
        measure: { of: 'count', compare: atLeast(2) },
        filter: { categories: ['Candles'] },
        window: lately,
      },
    ],
    [
      'Opened at least 1 email of Spring sale in the last 90 days … more',
      {
        what: 'emails',
        measure: { of: 'count', compare: atLeast(1) },
        filter: { kinds: ['opened'], campaigns: ['Spring sale'] },
        window: lately,
      },
    ],
    [
      'Looked at any product at least 3 times at any time … more',
      { what: 'views', measure: { of: 'count', compare: atLeast(3) } },
    ],
    [
      'Spent in the top 10% in the last 12 months … more',
      {
        what: 'orders',
        measure: { ...spent, compare: { op: 'top', percent: 10 } },
        window: { kind: 'last_months', months: 12 },
      },
    ],
    [
      'Has been quiet for more than 2 × their usual gap between orders at any time … more',
      { what: 'orders', measure: { of: 'overdue', percent: 200 } },
    ],
    [
      'Placed their third order in the last 90 days … more',
      { what: 'orders', measure: { of: 'nth', n: 3, when: lately } },
    ],
    [
      'Reviewed any product at least once with at most 2 stars at any time … more',
      {
        what: 'reviews',
        measure: { of: 'count', compare: atLeast(1) },
        filter: { rating: { op: 'at_most', value: 2 } },
      },
    ],
    [
      'Did Wishlist Added at least once where method is google at any time … more',
      {
        what: 'events',
        measure: { of: 'count', compare: atLeast(1) },
        filter: {
          names: ['Wishlist Added'],
          properties: [{ name: 'method', is: { op: 'one_of', values: ['google'] } }],
        },
      },
    ],
    [
      'Average gap between orders is at most 30 days at any time … more',
      {
        what: 'orders',
        measure: { of: 'gap', which: 'average', compare: { op: 'at_most', value: 30 } },
      },
    ],
    [
      'Spent at least €50 in orders with Candles without a discount delivered to Germany at any time … more',
      {
        what: 'orders',
        measure: { ...spent, compare: atLeast(5000) },
        filter: { categories: ['Candles'], discounted: false, countries: ['DE'] },
      },
    ],
    [
      'Left at least 1 cart behind with Candles worth at least €50 each at any time … more',
      {
        what: 'abandoned_carts',
        measure: { of: 'count', compare: atLeast(1) },
        filter: { categories: ['Candles'], amount: atLeast(5000) },
      },
    ],
    [
      'First opened an email in the last 90 days … more',
      {
        what: 'emails',
        measure: { of: 'first', when: lately },
        filter: { kinds: ['opened'] },
      },
    ],
    [
      'Searched for “wool” at least once at any time … more',
      {
        what: 'searches',
        measure: { of: 'count', compare: atLeast(1) },
        filter: { terms: ['wool'] },
      },
    ],
    [
      'First bought anything in the last 90 days, counting only those in the last 90 days … more',
      { what: 'orders', measure: { of: 'first', when: lately }, window: lately },
    ],
  ])('%s', (text, a) => {
    expect(act(a)).toBe(text);
  });
});

describe('every other condition reads as a phrase', () => {
  it.each<[string, Leaf]>([
    [
      'Looked at Candles in the last 90 days … more' +
        'then bought anything within 7 days, without having got money back … more in between … more + and then …',
      {
        type: 'sequence',
        window: lately,
        steps: [
          { what: 'views', filter: { categories: ['Candles'] } },
          { what: 'orders', within_days: 7, without: { what: 'refunds' } },
        ],
      },
    ],
    [
      'Opened an email at any time … more' + 'and then did not buy anything until today … more',
      {
        type: 'sequence',
        steps: [
          { what: 'emails', filter: { kinds: ['opened'] } },
          { what: 'orders', absent: true },
        ],
      },
    ],
    [
      'What they spent in the last 90 days … is more than 150% of what they spent between 91 and 180 days ago … more',
      {
        type: 'versus',
        left: { what: 'orders', measure: spent, window: lately },
        compare: 'more_than',
        percent: 150,
        right: { what: 'orders', measure: spent, window: { kind: 'days_ago', from: 91, to: 180 } },
      },
    ],
    [
      'Expected to spend in the top 10% in the next 12 months',
      { type: 'predicted', of: 'value', compare: { op: 'top', percent: 10 } },
    ],
    [
      'Chance that they will not come back is at least 60%',
      { type: 'predicted', of: 'churn', compare: atLeast(60) },
    ],
    ['Reading our emails: fading or asleep', { type: 'engagement', levels: ['fading', 'asleep'] }],
    [
      'Likes Candles most: it is among their first 2 categories',
      { type: 'interests', categories: ['Candles'], among: 2 },
    ],
    ['Got B in the test Subject line', { type: 'arm', experiment: 8, arms: ['B'] }],
    [
      'Exported to Newsletter in the last 90 days',
      { type: 'exported', audiences: ['a1'], window: lately },
    ],
    ['A random 10% of everyone, always the same people of draw 1', { type: 'random', percent: 10 }],
    ['On the list The fair', { type: 'list', id: 4 }],
    ['In the segment VIPs', { type: 'segment', id: 3 }],
    [
      'points as a number is at least 12.50',
      {
        type: 'profile',
        field: { custom: 'points' },
        is: { op: 'number', compare: 'at_least', value: '12.50' },
      },
    ],
    [
      'City is the same as Country',
      { type: 'profile', field: 'city', is: { op: 'same_as', field: 'country' } },
    ],
    [
      'First known has its anniversary within 14 days',
      { type: 'profile', field: 'created', is: { op: 'coming_up', days: 14 } },
    ],
  ])('%s', (text, leaf) => {
    expect(says(leaf)).toBe(text);
  });
});
