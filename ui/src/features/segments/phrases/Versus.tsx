/** "What they spent in the last 90 days is more than 150% of what they spent 91 to 180 days ago". */
import type { Figure, Relation, Versus } from '../../../api';
import { count } from '../../../format';
import { ChoiceToken } from '../tokens/ChoiceToken';
import { WholeToken } from '../tokens/WholeToken';
import { WindowToken } from '../tokens/WindowToken';
import { FIGURES, figureKey } from './rows/figures';
import { FilterTokens } from './rows/FilterTokens';
import { addable } from './rows/extras';
import { fitting, tidy, type FilterKey } from './rows/filters';
import { MoreToken } from './rows/MoreToken';
import { ObjectToken } from './rows/ObjectToken';
import { capital } from './rows/rows';
import { useFilter } from './rows/useFilter';
import type { PhraseProps } from './types';

const RELATIONS: { value: Relation; label: string }[] = [
  { value: 'more_than', label: 'more than' },
  { value: 'at_least', label: 'at least' },
  { value: 'equal', label: 'exactly' },
  { value: 'at_most', label: 'at most' },
  { value: 'less_than', label: 'less than' },
];

export function VersusPhrase({ value, onChange }: PhraseProps<Versus>) {
  return (
    <>
      <FigureWords
        value={value.left}
        first
        onChange={(left) => {
          onChange({ ...value, left });
        }}
      />{' '}
      is{' '}
      <ChoiceToken
        label="How they compare"
        value={value.compare}
        options={RELATIONS}
        onChange={(compare) => {
          onChange({ ...value, compare });
        }}
      />{' '}
      <WholeToken
        label="Percent"
        text={`${count(value.percent)}%`}
        value={value.percent}
        min={1}
        max={100_000}
        unit="percent; 100 is as much"
        onChange={(percent) => {
          onChange({ ...value, percent });
        }}
      />{' '}
      of{' '}
      <FigureWords
        value={value.right}
        onChange={(right) => {
          onChange({ ...value, right });
        }}
      />
    </>
  );
}

function FigureWords({ value, onChange, first }: PhraseProps<Figure> & { first?: boolean }) {
  const { what } = value;
  const editing = useFilter({
    what,
    filter: value.filter,
    onChange: (filter) => {
      onChange({ ...value, filter });
    },
  });
  const key = figureKey(what, value.measure);
  const label = FIGURES.find((f) => f.key === key)?.label ?? 'a figure';
  // Emails and events say what is counted right after it; the rest is added.
  const object = what === 'emails' ? 'kinds' : what === 'events' ? 'names' : null;
  const except: FilterKey[] = object ? [object] : [];
  return (
    <>
      <ChoiceToken
        label="Which figure"
        value={key}
        text={first ? capital(label) : label}
        options={FIGURES.map((f) => ({ value: f.key, label: capital(f.label) }))}
        width={340}
        onChange={(next) => {
          const chosen = FIGURES.find((f) => f.key === next);
          if (!chosen) return;
          const filter = tidy(fitting(chosen.what, value.filter ?? {}));
          onChange({ ...value, what: chosen.what, measure: chosen.measure, filter });
        }}
      />{' '}
      {what === 'emails' && 'they '}
      {object && <ObjectToken editing={editing} of={object} />}
      <FilterTokens editing={editing} except={except} />{' '}
      <WindowToken
        value={value.window}
        onChange={(window) => {
          onChange({ ...value, window });
        }}
      />{' '}
      <MoreToken text={first ? '…' : '… more'} extras={addable(editing, except)} />
    </>
  );
}
