/**
 * Money from whole minor units and an ISO 4217 code, with as many digits as that currency has: 1250 EUR
 * is €12.50, 1250 JPY is ¥1,250, 1250 KWD is KWD 1.250. The shop's own currency is written with its short
 * sign, another with a sign that cannot be mistaken (US$). It converts nothing.
 */
import { NOTHING, shopFormat } from './settings';

export type MoneyValue = { minor: number; currency: string };

export type MoneyOptions = {
  /** Leave the cents away: for large totals in headlines. */
  whole?: boolean;
  /** Write a plus before a gain: for differences. */
  signed?: boolean;
};

export function money(value: MoneyValue | null | undefined, options: MoneyOptions = {}): string {
  if (!value) return NOTHING;
  const { locale, currency: own } = shopFormat();
  try {
    const format = new Intl.NumberFormat(locale, {
      style: 'currency',
      currency: value.currency,
      currencyDisplay: own === value.currency ? 'narrowSymbol' : 'symbol',
      ...(options.whole ? { minimumFractionDigits: 0, maximumFractionDigits: 0 } : {}),
      ...(options.signed ? { signDisplay: 'exceptZero' as const } : {}),
    });
    return trueMinus(format.format(value.minor / 10 ** minorDigits(value.currency)));
  } catch {
    // Not a currency the system knows: the bare number would lie about its size, so say what it is.
    return `${String(value.minor)} minor units of ${value.currency}`;
  }
}

/** 2 for euros, 0 for yen, 3 for dinars. */
export function minorDigits(currency: string): number {
  const format = new Intl.NumberFormat('en', { style: 'currency', currency });
  return format.resolvedOptions().maximumFractionDigits ?? 2;
}

function trueMinus(text: string): string {
  return text.replace('-', '−');
}
