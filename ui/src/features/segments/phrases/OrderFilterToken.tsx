/** Which orders count: to which country, through which channel, with which coupon, in which state. Quiet until used. */
import { MultiSelect } from '@mantine/core';
import type { Filter, Offer, OrderStatus } from '../../../api';
import { Token } from '../tokens/Token';
import { useVocabulary } from '../vocabulary';
import { countryName, either } from '../words';

const STATUSES: { value: OrderStatus; label: string }[] = [
  { value: 'pending', label: 'pending' },
  { value: 'paid', label: 'paid' },
  { value: 'fulfilled', label: 'fulfilled' },
  { value: 'refunded', label: 'refunded' },
  { value: 'cancelled', label: 'cancelled' },
  { value: 'failed', label: 'failed' },
];

export function OrderFilterToken({
  value,
  onChange,
}: {
  value: Filter;
  onChange: (change: Partial<Filter>) => void;
}) {
  const words = useVocabulary();
  const text = said(value);
  const pick = (
    label: string,
    chosen: string[] | undefined,
    offers: Offer[],
    set: (v: string[]) => void,
    say = (v: string) => v,
  ) => (
    <MultiSelect
      label={label}
      data={[...new Set([...offers.map((o) => o.value), ...(chosen ?? [])])].map((v) => ({
        value: v,
        label: say(v),
      }))}
      value={chosen ?? []}
      onChange={set}
      searchable
      hidePickedOptions
      clearable
      disabled={offers.length === 0 && !chosen?.length}
      maxDropdownHeight={200}
      comboboxProps={{ withinPortal: false }}
      placeholder={chosen?.length ? '' : offers.length === 0 ? 'This shop has none' : 'Any'}
    />
  );
  return (
    <Token
      label="Which orders"
      text={text ?? 'in any order'}
      width={320}
      {...(text ? {} : { quiet: true })}
    >
      {() => (
        <>
          {pick(
            'Delivered to',
            value.countries,
            words.order_countries,
            (countries) => {
              onChange({ countries });
            },
            countryName,
          )}
          {pick('With the coupon', value.coupons, words.coupons, (coupons) => {
            onChange({ coupons });
          })}
          {pick('Through', value.channels, words.channels, (channels) => {
            onChange({ channels });
          })}
          <MultiSelect
            label="In the state"
            description="Purchases are paid, fulfilled or refunded orders."
            data={STATUSES}
            value={value.statuses ?? []}
            onChange={(statuses) => {
              onChange({ statuses: statuses as OrderStatus[] });
            }}
            hidePickedOptions
            clearable
            comboboxProps={{ withinPortal: false }}
            placeholder={value.statuses?.length ? '' : 'Purchases'}
          />
        </>
      )}
    </Token>
  );
}

function said(f: Filter): string | null {
  const parts = [
    ...(f.statuses?.length ? [`in ${either(f.statuses, '')} orders`] : []),
    ...(f.countries?.length ? [`delivered to ${either(f.countries.map(countryName), '')}`] : []),
    ...(f.channels?.length ? [`through ${either(f.channels, '')}`] : []),
    ...(f.coupons?.length ? [`with the coupon ${either(f.coupons, '')}`] : []),
  ];
  return parts.length > 0 ? parts.join(', ') : null;
}
