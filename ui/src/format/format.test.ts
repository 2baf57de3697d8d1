import { afterEach, describe, expect, it } from 'vitest';
import { count, date, daysAgo, list, money, NOTHING, people, percent, percentRange } from '.';
import { plural, setShopFormat, timeLeft, toDay } from '.';

const plain = (text: string) => text.replace(/\u00a0|\u202f/g, ' ');

afterEach(() => {
  setShopFormat({ locale: 'en-GB', currency: null, timeZone: 'UTC', today: null });
});

describe('money', () => {
  it('has the digits its currency has', () => {
    expect(money({ minor: 123450, currency: 'EUR' })).toBe('€1,234.50');
    expect(money({ minor: 1250, currency: 'JPY' })).toBe('JP¥1,250');
    expect(plain(money({ minor: 1250, currency: 'KWD' }))).toBe('KWD 1.250');
  });

  it('shortens the sign only for the shop’s own currency', () => {
    expect(money({ minor: 900, currency: 'USD' })).toBe('US$9.00');
    setShopFormat({ currency: 'USD' });
    expect(money({ minor: 900, currency: 'USD' })).toBe('$9.00');
  });

  it('shows losses, gains, whole amounts and nothing', () => {
    expect(money({ minor: -5, currency: 'EUR' })).toBe('−€0.05');
    expect(money({ minor: 5, currency: 'EUR' }, { signed: true })).toBe('+€0.05');
    expect(money({ minor: 123456, currency: 'EUR' }, { whole: true })).toBe('€1,235');
    expect(money(null)).toBe(NOTHING);
  });

  it('does not guess the size of an unknown currency', () => {
    expect(money({ minor: 1250, currency: '??' })).toBe('1250 minor units of ??');
  });
});

describe('numbers', () => {
  it('groups counts and tells zero from nothing', () => {
    expect(count(1234567)).toBe('1,234,567');
    expect(count(0)).toBe('0');
    expect(count(null)).toBe(NOTHING);
  });

  it('never rounds a small share to zero, nor a large one to all', () => {
    expect(percent(0.0312)).toBe('3.1%');
    expect(percent(0.0004)).toBe('<0.1%');
    expect(percent(0)).toBe('0%');
    expect(percent(0.9999)).toBe('>99.9%');
    expect(percent(1)).toBe('100%');
    expect(percentRange(0.021, 0.04)).toBe('2.1–4%');
  });

  it('says what is left without pretending', () => {
    expect(timeLeft(2)).toBe('a few seconds left');
    expect(timeLeft(32)).toBe('about 40 seconds left');
    expect(timeLeft(58)).toBe('about a minute left');
    expect(timeLeft(150)).toBe('about 3 minutes left');
    expect(timeLeft(3500)).toBe('about 58 minutes left');
    expect(timeLeft(7300)).toBe('about 2 hours left');
  });
});

describe('words', () => {
  it('knows one from many', () => {
    expect(people(1)).toBe('1 person');
    expect(people(2431)).toBe('2,431 people');
    expect(plural(0, 'order')).toBe('0 orders');
    expect(list(['Berlin', 'Hamburg', 'Kiel'])).toBe('Berlin, Hamburg and Kiel');
  });
});

describe('dates', () => {
  const justBeforeMidnightUtc = Date.UTC(2026, 10, 19, 23, 30) / 1000;

  it('shows a moment in the shop’s zone and leaves a day alone', () => {
    expect(date(justBeforeMidnightUtc)).toBe('19 Nov 2026');
    setShopFormat({ timeZone: 'Europe/Berlin' });
    expect(date(justBeforeMidnightUtc)).toBe('20 Nov 2026');
    expect(date(justBeforeMidnightUtc, 'time')).toBe('20 Nov 2026, 00:30');
    expect(toDay(justBeforeMidnightUtc)).toBe('2026-11-20');
    setShopFormat({ timeZone: 'America/Los_Angeles' });
    expect(date('2026-11-20')).toBe('20 Nov 2026');
    expect(date(null)).toBe(NOTHING);
    expect(date('not a day')).toBe(NOTHING);
  });

  it('counts days by the shop’s calendar, not by 24 hours', () => {
    setShopFormat({ timeZone: 'Europe/Berlin' });
    const now = Date.UTC(2026, 10, 20, 8, 0) / 1000;
    expect(daysAgo(justBeforeMidnightUtc, now)).toBe('today');
    expect(daysAgo('2026-11-19', now)).toBe('yesterday');
    expect(daysAgo('2026-11-08', now)).toBe('12 days ago');
    expect(daysAgo('2026-11-23', now)).toBe('in 3 days');
    expect(daysAgo('2026-05-20', now)).toBe('6 months ago');
    expect(daysAgo('2023-11-20', now)).toBe('3 years ago');
    setShopFormat({ today: '2020-02-29' });
    expect(daysAgo('2020-02-28')).toBe('yesterday');
  });
});
