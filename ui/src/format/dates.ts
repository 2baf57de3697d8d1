/**
 * Days and moments as the shop sees them. The core sends moments as UTC seconds and days as `2026-03-29`;
 * a moment is shown in the shop's time zone, a day is already the shop's and is never shifted.
 * "Now" is a parameter, so that what a screen says can be tested.
 */
import { NOTHING, shopFormat } from './settings';

/** UTC seconds, a calendar day `YYYY-MM-DD`, or an RFC 3339 moment. */
export type When = number | string;

const DAY = /^\d{4}-\d{2}-\d{2}$/;
const DAY_MS = 86_400_000;

const SHAPES = {
  /** 20 Nov 2026 */
  day: { day: 'numeric', month: 'short', year: 'numeric' },
  /** Friday, 20 November 2026 */
  long: { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' },
  /** Nov 2026 */
  month: { month: 'short', year: 'numeric' },
  /** 20 Nov 2026, 14:05 */
  time: { day: 'numeric', month: 'short', year: 'numeric', hour: '2-digit', minute: '2-digit' },
  /** 14:05 */
  clock: { hour: '2-digit', minute: '2-digit' },
} as const satisfies Record<string, Intl.DateTimeFormatOptions>;

export type DateShape = keyof typeof SHAPES;

export function date(when: When | null | undefined, shape: DateShape = 'day'): string {
  const moment = toDate(when);
  if (!moment) return NOTHING;
  const { locale, timeZone } = shopFormat();
  const zone = typeof when === 'string' && DAY.test(when) ? 'UTC' : timeZone;
  return new Intl.DateTimeFormat(locale, { ...SHAPES[shape], timeZone: zone }).format(moment);
}

/** "today", "yesterday", "12 days ago", "in 3 days": whole days of the shop's calendar. */
export function daysAgo(when: When | null | undefined, now: When = shopNow()): string {
  const day = toDay(when);
  const today = toDay(now);
  if (day === null || today === null) return NOTHING;
  const days = Math.round((Date.parse(today) - Date.parse(day)) / DAY_MS);
  const words = new Intl.RelativeTimeFormat('en-GB', { numeric: 'auto' });
  if (Math.abs(days) < 60) return words.format(-days, 'day');
  if (Math.abs(days) < 730) return words.format(-Math.round(days / 30.44), 'month');
  return words.format(-Math.round(days / 365.25), 'year');
}

/** The shop's calendar day of a moment, `YYYY-MM-DD`. */
export function toDay(when: When | null | undefined): string | null {
  if (typeof when === 'string' && DAY.test(when)) return when;
  const moment = toDate(when);
  if (!moment) return null;
  const { timeZone } = shopFormat();
  // Swedish writes days as ISO 8601 does.
  return new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short' }).format(moment);
}

/** For the machine-readable half of <time>. */
export function isoOf(when: When): string | undefined {
  if (typeof when === 'string' && DAY.test(when)) return when;
  return toDate(when)?.toISOString();
}

function shopNow(): When {
  return shopFormat().today ?? Date.now() / 1000;
}

function toDate(when: When | null | undefined): Date | null {
  if (when == null || when === '') return null;
  const moment = new Date(typeof when === 'number' ? when * 1000 : when);
  return Number.isNaN(moment.getTime()) ? null : moment;
}
