/** Any of several: a search box over the values of this shop, each with how many have it. New ones can be typed. */
import { MultiSelect, TagsInput } from '@mantine/core';
import { useId } from 'react';
import type { Offer } from '../../../api';
import { count } from '../../../format';
import { either } from '../words';
import { Token } from './Token';
import styles from './tokens.module.css';

export type ManyTokenProps = {
  label: string;
  values: string[];
  offers: Offer[];
  onChange: (values: string[]) => void;
  /** How one value is said; the value itself when not given. */
  say?: (value: string) => string;
  /** What stands there while nothing is chosen, and whether that is a finished choice. */
  nothing: string;
  finished?: boolean;
  /** Values that are not offered may be typed. */
  free?: boolean;
  /** Without numbers beside the values. */
  bare?: boolean;
  /** What the numbers beside the values count, e.g. "people". */
  counts?: string;
};

export function ManyToken(props: ManyTokenProps) {
  const {
    label,
    values,
    offers,
    onChange,
    say = (v) => v,
    nothing,
    finished,
    free,
    bare,
    counts,
  } = props;
  const hint = useId();
  const known = new Map(offers.map((o) => [o.value, o.count]));
  const data = [...new Set([...offers.map((o) => o.value), ...values])];
  const text = either(values.map(say), nothing);
  const shared = {
    'aria-label': label,
    value: values,
    onChange,
    maxDropdownHeight: 240,
    comboboxProps: { withinPortal: false },
    'data-autofocus': true,
    clearable: true,
  };
  return (
    <Token
      label={label}
      text={text}
      width={320}
      empty={values.length === 0 && !finished}
      {...(values.length === 0 && finished ? { quiet: true } : {})}
    >
      {() =>
        free && offers.length === 0 ? (
          <TagsInput {...shared} placeholder="Type and press Enter" />
        ) : (
          <>
            <MultiSelect
              {...shared}
              data={data.map((v) => ({ value: v, label: say(v) }))}
              searchable
              hidePickedOptions
              nothingFoundMessage="Nothing of that name"
              placeholder={values.length === 0 ? 'Search' : ''}
              aria-describedby={counts ? hint : undefined}
              renderOption={({ option }) => (
                <span className={styles.option} style={{ flex: 1, padding: 0 }}>
                  <span>{option.label}</span>
                  {!bare && known.get(option.value) !== null && (
                    <span className={styles.hint}>{count(known.get(option.value))}</span>
                  )}
                </span>
              )}
            />
            {counts && offers.some((o) => o.count !== null) && (
              <span id={hint} className={styles.hint}>
                The numbers are {counts}.
              </span>
            )}
          </>
        )
      }
    </Token>
  );
}
