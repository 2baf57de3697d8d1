/** What else the rows are asked to be, each as a few words: "with the coupon VIP10", "at a price of at least €20". */
import { Fragment } from 'react';
import { AddedPlace } from '../../tokens/place';
import { FilterToken } from './FilterToken';
import { PropertyToken } from './PropertyToken';
import { ROWS } from './rows';
import type { FilterKey } from './filters';
import type { FilterEditing } from './useFilter';

const BEFORE: Record<FilterKey, string> = {
  things: '',
  names: 'of',
  terms: 'for',
  kinds: 'that people',
  campaigns: 'of',
  links: 'with a link to',
  properties: 'where',
  price: 'at a price of',
  amount: 'worth',
  rating: 'with',
  discounted: '',
  coupons: 'with the coupon',
  channels: 'through',
  countries: 'delivered to',
  statuses: 'counting',
};

/** Those that have no place of their own in the phrase. */
export function FilterTokens({ editing, except }: { editing: FilterEditing; except: FilterKey[] }) {
  const { what, filter, given, placeOf, propertyPlace } = editing;
  return given
    .filter((key) => !except.includes(key))
    .map((key) =>
      key === 'properties' ? (
        (filter.properties ?? []).map((p, n) => (
          <Fragment key={`property${String(n)}`}>
            {' '}
            {n === 0 ? 'where' : 'and'}{' '}
            <PropertyToken
              value={p}
              names={filter.names ?? []}
              place={propertyPlace(n)}
              onChange={(next) => {
                editing.set({
                  properties: (filter.properties ?? []).map((old, i) => (i === n ? next : old)),
                });
              }}
            />
          </Fragment>
        ))
      ) : (
        <Fragment key={key}>
          {' '}
          {key === 'things' ? ROWS[what].holding : BEFORE[key]}{' '}
          <AddedPlace value={placeOf(key)}>
            <FilterToken of={key} editing={editing} />
          </AddedPlace>
          {key === 'amount' && ' each'}
        </Fragment>
      ),
    );
}
