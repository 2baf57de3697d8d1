/**
 * The one phrase for what people did: "Bought Candles at least twice in the last 90 days", "Opened at least 1 email of
 * Spring sale". A reading gives the sentence and its places; what is not set stays out and is added with "… more".
 */
import { Fragment } from 'react';
import type { Activity, Measure } from '../../../../api';
import { ChoiceToken } from '../../tokens/ChoiceToken';
import { AddedPlace } from '../../tokens/place';
import { WindowToken } from '../../tokens/WindowToken';
import type { PhraseProps } from '../types';
import { FilterTokens } from './FilterTokens';
import { fitting, tidy, type FilterKey } from './filters';
import { MeasureToken, type MeasurePlace } from './MeasureToken';
import { addable, kept, said } from './extras';
import { MoreToken } from './MoreToken';
import { ObjectToken } from './ObjectToken';
import { askable, keyOf, readingOf, type Reading } from './reading';
import type { ObjectKey } from './rows';
import { useFilter } from './useFilter';
import { useWindow } from './useWindow';

const OBJECTS: string[] = ['things', 'names', 'terms', 'kinds'] satisfies ObjectKey[];

export function ActivityPhrase({ value, onChange }: PhraseProps<Activity>) {
  const { what, measure } = value;
  const reading = readingOf(what, measure);
  const editing = useFilter({
    what,
    filter: value.filter,
    onChange: (filter) => {
      onChange({ ...value, filter });
    },
  });
  const windowed = useWindow(value, onChange);
  const setMeasure = (m: Measure) => {
    onChange({ ...value, measure: m });
  };
  const ask = (next: Reading) => {
    const filter = tidy(fitting(next.what, value.filter ?? {}));
    onChange({ ...value, what: next.what, measure: kept(next.measure, measure), filter });
  };
  const asked = keyOf(what, measure);
  const readings = askable(what);
  const parts = reading.says.split(/(\{\w+\})/).filter((p) => p !== '');
  const places = parts.filter((p) => p.startsWith('{')).map((p) => p.slice(1, -1));
  const draw = (name: string, first: boolean) => {
    if (name === 'verb')
      return (
        <ChoiceToken
          label="What is asked"
          value={asked}
          text={reading.verb}
          options={readings.map((r) => ({ value: keyOf(r.what, r.measure), ...said(r) }))}
          width={320}
          onChange={(key) => {
            const next = readings.find((r) => keyOf(r.what, r.measure) === key);
            if (next && key !== asked) ask(next);
          }}
        />
      );
    if (OBJECTS.includes(name))
      return <ObjectToken editing={editing} of={name as ObjectKey} first={first} />;
    return (
      <MeasureToken
        place={name as MeasurePlace}
        measure={measure}
        reading={reading}
        onChange={setMeasure}
      />
    );
  };
  const timed = places.includes('when');
  const instead = readings.filter((r) => keyOf(r.what, r.measure) !== asked);
  const extras = [
    ...addable(editing, places),
    ...windowed.extras(timed),
    ...instead.map((r) => ({
      ...said(r),
      group: 'Ask instead',
      act: () => {
        ask(r);
      },
    })),
  ];
  return (
    <>
      {parts.map((part, i) => (
        <Fragment key={`${asked}${String(i)}`}>
          {part.startsWith('{') ? draw(part.slice(1, -1), i === 0) : part}
        </Fragment>
      ))}
      <FilterTokens editing={editing} except={places as FilterKey[]} />{' '}
      {timed ? (
        windowed.shown && (
          <AddedPlace value={windowed.place}>
            , counting only those{' '}
            <WindowToken label="Counting only those" value={value.window} onChange={windowed.set} />
          </AddedPlace>
        )
      ) : (
        <WindowToken value={value.window} onChange={windowed.set} />
      )}{' '}
      <MoreToken extras={extras} />
    </>
  );
}
