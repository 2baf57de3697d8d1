/**
 * Editing which rows are meant: what was added but not chosen yet stands in the phrase until its popover is closed,
 * because an empty list is any and is not saved.
 */
import { useState } from 'react';
import type { RowFilter, What } from '../../../../api';
import type { TokenPlace } from '../../tokens/place';
import { begun, filtersOf, isGiven, tidy, without, type FilterKey } from './filters';

export type FilterProps = {
  what: What;
  filter: RowFilter | undefined;
  onChange: (filter: RowFilter) => void;
};

export function useFilter({ what, filter = {}, onChange }: FilterProps) {
  const [added, setAdded] = useState<FilterKey | null>(null);
  const given = filtersOf(what)
    .map((f) => f.key)
    .filter((key) => isGiven(filter, key) || key === added);
  const set = (change: Partial<RowFilter>) => {
    onChange(tidy({ ...filter, ...change }));
  };
  const take = (key: FilterKey) => {
    setAdded(null);
    onChange(tidy(without(filter, key)));
  };
  return {
    what,
    filter,
    given,
    set,
    add: (key: FilterKey) => {
      setAdded(key);
      onChange(begun(filter, key));
    },
    placeOf: (key: FilterKey): TokenPlace => ({
      fresh: key === added,
      remove: () => {
        take(key);
      },
      closed: () => {
        setAdded(null);
      },
    }),
    /** The n-th property has a place of its own. */
    propertyPlace: (n: number): TokenPlace => {
      const list = filter.properties ?? [];
      const keep = (drop: (name: string, i: number) => boolean) => {
        set({ properties: list.filter((p, i) => !drop(p.name, i)) });
      };
      return {
        fresh: added === 'properties' && n === list.length - 1,
        remove: () => {
          keep((_, i) => i === n);
        },
        closed: () => {
          setAdded(null);
        },
      };
    },
  };
}

export type FilterEditing = ReturnType<typeof useFilter>;
