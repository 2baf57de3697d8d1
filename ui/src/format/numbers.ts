/**
 * Counts, shares and spans of time. Small things stay visible: a share that is not zero is never written
 * as 0%. Rounding is for reading only; whoever computes does it in the core.
 */
import { NOTHING, shopFormat } from './settings';

export function count(value: number | null | undefined): string {
  if (value == null) return NOTHING;
  return new Intl.NumberFormat(shopFormat().locale).format(value).replace('-', '−');
}

/** 12,300 as 12.3K: for axes and narrow places only. */
export function countShort(value: number | null | undefined): string {
  if (value == null) return NOTHING;
  const format = new Intl.NumberFormat(shopFormat().locale, {
    notation: 'compact',
    maximumFractionDigits: 1,
  });
  return format.format(value).replace('-', '−');
}

/** A share between 0 and 1 as 3.1%. */
export function percent(share: number | null | undefined, digits = 1): string {
  if (share == null || !Number.isFinite(share)) return NOTHING;
  const smallest = 10 ** -(digits + 2);
  if (share > 0 && share < smallest) return `<${plainPercent(smallest, digits)}`;
  if (share < 1 && share > 1 - smallest) return `>${plainPercent(1 - smallest, digits)}`;
  return plainPercent(share, digits);
}

/** An interval of shares: 2.1–4.0%. */
export function percentRange(low: number, high: number, digits = 1): string {
  return `${plainPercent(low, digits).replace(/\s?%/, '')}–${plainPercent(high, digits)}`;
}

/** What is left of something long, in words that do not pretend to be exact. */
export function timeLeft(seconds: number): string {
  if (seconds < 5) return 'a few seconds left';
  if (seconds < 55) return `about ${String(Math.ceil(seconds / 10) * 10)} seconds left`;
  const minutes = Math.round(seconds / 60);
  if (minutes < 60) return `about ${minutes <= 1 ? 'a minute' : `${String(minutes)} minutes`} left`;
  const hours = Math.round(seconds / 3600);
  return `about ${hours === 1 ? 'an hour' : `${String(hours)} hours`} left`;
}

function plainPercent(share: number, digits: number): string {
  return new Intl.NumberFormat(shopFormat().locale, {
    style: 'percent',
    minimumFractionDigits: 0,
    maximumFractionDigits: digits,
  })
    .format(share)
    .replace('-', '−');
}
