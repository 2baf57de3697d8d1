/** "bought Candles with the coupon VIP10": rows in the words of a sequence, before its times. */
import type { ReactNode } from 'react';
import type { Did, What } from '../../../../api';
import { ChoiceToken } from '../../tokens/ChoiceToken';
import { AddedPlace, type TokenPlace } from '../../tokens/place';
import { FilterTokens } from './FilterTokens';
import { addable } from './extras';
import { fitting, tidy, type FilterKey } from './filters';
import { MoreToken, type Extra } from './MoreToken';
import { ObjectToken } from './ObjectToken';
import { capital, ROWS, WHATS } from './rows';
import { useFilter } from './useFilter';

type Props<T extends Did> = {
  value: T;
  onChange: (value: T) => void;
  /** It begins the phrase. */
  first?: boolean;
  /** After "did not", or after "without having". */
  form?: 'absent' | 'done';
  /** How the whole is taken out of the phrase. */
  place?: TokenPlace;
  extras?: Extra[];
  /** What stands between these words and “… more”. */
  children?: ReactNode;
};

export function DidWords<T extends Did>(props: Props<T>) {
  const { value, onChange, first, form, place, extras = [], children } = props;
  const absent = form === 'absent';
  const { what } = value;
  const editing = useFilter({
    what,
    filter: value.filter,
    onChange: (filter) => {
      onChange({ ...value, filter });
    },
  });
  const row = ROWS[what];
  const says = (w: What) =>
    absent ? ROWS[w].not : form === 'done' && w === 'events' ? 'done' : ROWS[w].did;
  const email = what === 'emails';
  const text = email ? 'an email' : first ? capital(says(what)) : says(what);
  const verb = (
    <AddedPlace value={place ?? null}>
      <ChoiceToken
        label="What they did"
        value={what}
        text={text}
        options={WHATS.map((w) => ({ value: w, label: capital(says(w)), hint: ROWS[w].many }))}
        onChange={(next) => {
          if (next !== what)
            onChange({ ...value, what: next, filter: tidy(fitting(next, value.filter ?? {})) });
        }}
      />
    </AddedPlace>
  );
  const object = row.object && (
    <ObjectToken
      editing={editing}
      of={row.object}
      {...(first ? { first } : {})}
      {...(absent ? { absent } : {})}
    />
  );
  const except: FilterKey[] = row.object ? [row.object] : [];
  return (
    <>
      {email ? object : verb} {email ? verb : object}
      <FilterTokens editing={editing} except={except} /> {children}{' '}
      <MoreToken extras={[...extras, ...addable(editing, except)]} />
    </>
  );
}
