/** The control for one thing that rows can be asked to be. */
import type { Offer, OrderStatus, RowFilter } from '../../../../api';
import { ChoiceToken } from '../../tokens/ChoiceToken';
import { ManyToken } from '../../tokens/ManyToken';
import { NumberToken } from '../../tokens/NumberToken';
import { useVocabulary } from '../../vocabulary';
import { countryName } from '../../names';
import { ObjectToken } from './ObjectToken';
import type { FilterKey } from './filters';
import type { FilterEditing } from './useFilter';

type Lists = 'coupons' | 'channels' | 'countries' | 'campaigns' | 'links';
const STATUSES: OrderStatus[] = ['pending', 'paid', 'fulfilled', 'refunded', 'cancelled', 'failed'];
const LIST_NAMES: Record<Lists, string> = {
  coupons: 'Coupon',
  channels: 'Channel',
  countries: 'Delivered to',
  campaigns: 'Campaign',
  links: 'Link',
};

export function FilterToken({ of, editing }: { of: FilterKey; editing: FilterEditing }) {
  const words = useVocabulary();
  const { filter, set } = editing;
  const list = (key: Lists, offers: Offer[], counts: string, say?: (v: string) => string) => (
    <ManyToken
      label={LIST_NAMES[key]}
      values={filter[key] ?? []}
      offers={offers}
      nothing="choose"
      free
      counts={counts}
      {...(say ? { say } : {})}
      onChange={(values) => {
        set({ [key]: values } satisfies Partial<RowFilter>);
      }}
    />
  );
  switch (of) {
    case 'things':
    case 'names':
    case 'terms':
    case 'kinds':
      return <ObjectToken editing={editing} of={of} />;
    case 'campaigns':
      return list(of, words.campaigns, 'people it reached');
    case 'links':
      return list(of, words.links, 'people who clicked it');
    case 'coupons':
      return list(of, words.coupons, 'orders with it');
    case 'channels':
      return list(of, words.channels, 'orders');
    case 'countries':
      return list(of, words.order_countries, 'orders', countryName);
    case 'statuses':
      return (
        <ManyToken
          label="State of the order"
          values={filter.statuses ?? []}
          offers={STATUSES.map((value) => ({ value }))}
          nothing="choose"
          say={(s) => `${s} orders`}
          onChange={(statuses) => {
            set({ statuses: statuses as OrderStatus[] });
          }}
        />
      );
    case 'price':
    case 'amount':
    case 'rating': {
      const value = filter[of];
      const unit = of === 'rating' ? { stars: true as const } : { currency: words.currency };
      const label = { price: 'Price of one piece', amount: 'Amount of each', rating: 'Stars' }[of];
      return value ? (
        <NumberToken
          label={label}
          value={value}
          unit={unit}
          onChange={(next) => {
            set({ [of]: next } satisfies Partial<RowFilter>);
          }}
        />
      ) : null;
    }
    case 'discounted':
      return (
        <ChoiceToken
          label="Discount"
          value={filter.discounted === false ? 'no' : 'yes'}
          options={[
            { value: 'yes', label: 'with a discount', hint: 'a reduction or a coupon' },
            { value: 'no', label: 'without a discount', hint: 'at the full price' },
          ]}
          onChange={(v) => {
            set({ discounted: v === 'yes' });
          }}
        />
      );
    case 'properties':
      return null;
  }
}
