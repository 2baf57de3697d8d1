/** The figures of a measure: how many or how much, when, the how-manieth, which gap, how many times the usual one. */
import type { Measure, WhichGap } from '../../../../api';
import { ChoiceToken } from '../../tokens/ChoiceToken';
import { NumberToken } from '../../tokens/NumberToken';
import { WholeToken } from '../../tokens/WholeToken';
import { WindowToken } from '../../tokens/WindowToken';
import { useVocabulary } from '../../vocabulary';
import { ordinal } from '../../words';
import type { Reading } from './reading';

export type MeasurePlace = 'compare' | 'when' | 'nth' | 'which' | 'times';

type Props = {
  place: MeasurePlace;
  measure: Measure;
  reading: Reading;
  onChange: (measure: Measure) => void;
};

const GAPS: { value: WhichGap; label: string }[] = [
  { value: 'average', label: 'Average' },
  { value: 'longest', label: 'Longest' },
  { value: 'shortest', label: 'Shortest' },
];

function asked({ unit }: Reading): string {
  if (!unit) return 'How much';
  return 'one' in unit && unit.one === 'time' ? 'How often' : 'How many';
}

export function MeasureToken({ place, measure: m, reading, onChange }: Props) {
  const { currency } = useVocabulary();
  if (place === 'compare' && 'compare' in m)
    return (
      <NumberToken
        label={asked(reading)}
        value={m.compare}
        unit={reading.unit ?? { currency }}
        ranks={m.of !== 'gap'}
        onChange={(compare) => {
          onChange({ ...m, compare });
        }}
      />
    );
  if (place === 'when' && 'when' in m)
    return (
      <WindowToken
        value={m.when}
        noEver
        onChange={(when) => {
          onChange({ ...m, when });
        }}
      />
    );
  if (place === 'nth' && m.of === 'nth')
    return (
      <WholeToken
        label="Which one"
        text={ordinal(m.n)}
        value={m.n}
        min={1}
        max={1000}
        unit={`is the ${ordinal(m.n)}`}
        onChange={(n) => {
          onChange({ ...m, n });
        }}
      />
    );
  if (place === 'which' && m.of === 'gap')
    return (
      <ChoiceToken
        label="Which gap"
        value={m.which}
        options={GAPS}
        onChange={(which) => {
          onChange({ ...m, which });
        }}
      />
    );
  if (place === 'times' && m.of === 'overdue')
    return (
      <WholeToken
        label="Percent of the usual gap"
        text={`${(m.percent / 100).toLocaleString('en-GB')} ×`}
        value={m.percent}
        min={1}
        max={100_000}
        unit="percent of it"
        onChange={(percent) => {
          onChange({ ...m, percent });
        }}
      />
    );
  return null;
}
