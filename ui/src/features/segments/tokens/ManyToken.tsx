/** Any of several: a search box over the values of this shop, each with how many have it. New ones can be typed. */
import { MultiSelect } from '@mantine/core';
import { useId, useState } from 'react';
import type { Offer } from '../../../api';
import { count } from '../../../format';
import { either } from '../words';
import { Token } from './Token';
import styles from './tokens.module.css';

export type ManyTokenProps = {
  label: string;
  values: string[];
  offers: Pick<Offer, 'value'>[] | Offer[];
  onChange: (values: string[]) => void;
  /** How one value is said; the value itself when not given. */
  say?: (value: string) => string;
  /** What stands there while nothing is chosen, and whether that is a finished choice. */
  nothing: string;
  finished?: boolean;
  /** Values that are not offered may be typed. */
  free?: boolean;
  /** What the numbers beside the values count, e.g. "people". */
  counts?: string;
};

const SHOWN = 200;

export function ManyToken(props: ManyTokenProps) {
  const { label, values, offers, onChange, say = (v) => v, nothing, finished, free } = props;
  const hint = useId();
  const [search, setSearch] = useState('');
  const known = new Map(offers.map((o) => [o.value, 'count' in o ? o.count : null]));
  const counts = [...known.values()].some((n) => n !== null) ? props.counts : undefined;
  const data = [...new Set([...offers.map((o) => o.value), ...values])];
  const typed = search.trim();
  const isNew = free && typed !== '' && !data.some((v) => v.toLowerCase() === typed.toLowerCase());
  const none = values.length === 0;
  return (
    <Token
      label={label}
      text={either(values.map(say), nothing)}
      width={320}
      empty={none && !finished}
      {...(none && finished ? { quiet: true } : {})}
    >
      {() => (
        <>
          <MultiSelect
            aria-label={label}
            value={values}
            onChange={onChange}
            data={[
              ...data.map((v) => ({ value: v, label: say(v) })),
              ...(isNew ? [{ value: typed, label: `Add “${typed}”` }] : []),
            ]}
            searchable
            searchValue={search}
            onSearchChange={setSearch}
            selectFirstOptionOnChange
            selectFirstOptionOnDropdownOpen
            hidePickedOptions
            clearable
            limit={SHOWN}
            maxDropdownHeight={240}
            comboboxProps={{ withinPortal: false }}
            data-autofocus
            nothingFoundMessage={free ? 'Type what it is and press Enter' : 'Nothing of that name'}
            placeholder={none ? (free && data.length === 0 ? 'Type' : 'Search') : ''}
            aria-describedby={counts ? hint : undefined}
            renderOption={({ option }) => (
              <span className={styles.offer}>
                <span>{option.label}</span>
                {known.get(option.value) != null && (
                  <span className={styles.hint}>{count(known.get(option.value))}</span>
                )}
              </span>
            )}
          />
          {counts && (
            <span id={hint} className={styles.hint}>
              The numbers are {counts}.
            </span>
          )}
        </>
      )}
    </Token>
  );
}
