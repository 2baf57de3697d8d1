/** How dates and amounts are written, in which currency and time zone, and whose file it is. */
import { Select, TextInput } from '@mantine/core';
import type { ImportMapping } from '../../../api';
import styles from './import.module.css';

type Props = {
  mapping: ImportMapping;
  source: string;
  onChange: (mapping: ImportMapping) => void;
  onSource: (source: string) => void;
};

const DATES = [
  { value: 'year_first', label: 'Year first: 2026-03-29' },
  { value: 'day_first', label: 'Day first: 29/03/2026' },
  { value: 'month_first', label: 'Month first: 03/29/2026' },
];
const DECIMALS = [
  { value: 'point', label: 'Point: 1,234.50' },
  { value: 'comma', label: 'Comma: 1.234,50' },
];
const EVERYONE = [
  { value: '', label: 'The file does not say' },
  { value: 'subscribed', label: 'They all agreed' },
  { value: 'unsubscribed', label: 'They all unsubscribed' },
  { value: 'cleaned', label: 'Their addresses do not work' },
];
const CURRENCIES = [
  'EUR',
  'GBP',
  'USD',
  'CHF',
  'SEK',
  'NOK',
  'DKK',
  'PLN',
  'CZK',
  'AUD',
  'CAD',
  'JPY',
];
const ZONES = Intl.supportedValuesOf('timeZone');

export function Options({ mapping, source, onChange, onSource }: Props) {
  const set = (change: Partial<ImportMapping>) => {
    onChange({ ...mapping, ...change });
  };
  const kind = mapping.kind;
  const orders = kind === 'orders' || kind === 'order_lines';
  const rates = kind === 'rates';
  const money = orders || rates || kind === 'products';
  return (
    <div className={styles.options}>
      <Select
        label="Dates"
        data={DATES}
        value={mapping.dates}
        allowDeselect={false}
        onChange={(dates) => {
          if (dates) set({ dates: dates as ImportMapping['dates'] });
        }}
      />
      {!rates && (
        <Select
          label="Times are those of"
          data={withOwn(ZONES, mapping.zone)}
          value={mapping.zone}
          searchable
          allowDeselect={false}
          onChange={(zone) => {
            if (zone) set({ zone });
          }}
        />
      )}
      {money && (
        <>
          <Select
            label="Before the cents"
            data={DECIMALS}
            value={mapping.decimals}
            allowDeselect={false}
            onChange={(decimals) => {
              if (decimals) set({ decimals: decimals as ImportMapping['decimals'] });
            }}
          />
          <Select
            label={rates ? 'The rates are against' : 'Currency'}
            description={rates ? undefined : 'Where a row names none'}
            inputWrapperOrder={['label', 'input', 'description']}
            data={withOwn(CURRENCIES, mapping.currency)}
            value={mapping.currency}
            searchable
            allowDeselect={false}
            onChange={(currency) => {
              if (currency) set({ currency });
            }}
          />
        </>
      )}
      {rates && (
        <Select
          label="A rate says"
          data={[
            { value: 'one_of_ours', label: `1 ${mapping.currency} is so much of the other` },
            { value: 'one_of_theirs', label: `1 of the other is so much ${mapping.currency}` },
          ]}
          value={mapping.rates ?? 'one_of_ours'}
          allowDeselect={false}
          onChange={(sense) => {
            if (sense) set({ rates: sense as ImportMapping['rates'] });
          }}
        />
      )}
      {kind === 'people' && (
        <Select
          label="Agreed to emails"
          description="Of everybody of whom no column says it. Only what you can prove."
          inputWrapperOrder={['label', 'input', 'description']}
          data={EVERYONE}
          value={mapping.everyone ?? ''}
          allowDeselect={false}
          onChange={(state) => {
            set({ everyone: (state || null) as ImportMapping['everyone'] });
          }}
        />
      )}
      {orders && (
        <>
          <TextInput
            label="Credit notes begin with"
            description="Leave it empty if there are none"
            inputWrapperOrder={['label', 'input', 'description']}
            value={mapping.credit_prefix ?? ''}
            maxLength={8}
            onChange={(event) => {
              set({ credit_prefix: event.currentTarget.value || null });
            }}
          />
        </>
      )}
      {!rates && (
        <TextInput
          label="Belongs to"
          description="Files of one shop share their numbers; name another shop here"
          inputWrapperOrder={['label', 'input', 'description']}
          placeholder="Files"
          value={source}
          onChange={(event) => {
            onSource(event.currentTarget.value);
          }}
        />
      )}
    </div>
  );
}

const withOwn = (all: string[], own: string) => (all.includes(own) ? all : [own, ...all]);
