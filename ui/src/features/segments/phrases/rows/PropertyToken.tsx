/** "method is google": a property of an event, with the values that occur. */
import type { PropertyIs } from '../../../../api';
import { AddedPlace, type TokenPlace } from '../../tokens/place';
import { ManyToken } from '../../tokens/ManyToken';
import { useVocabulary } from '../../vocabulary';
import { TestWords } from '../TestWords';
import { PROPERTY_OPS } from '../ops';

type Props = {
  value: PropertyIs;
  /** The events that it may belong to; empty: any. */
  names: string[];
  place: TokenPlace;
  onChange: (value: PropertyIs) => void;
};

export function PropertyToken({ value, names, place, onChange }: Props) {
  const { events } = useVocabulary();
  const mine = events.filter((e) => names.length === 0 || names.includes(e.name));
  const properties = mine.flatMap((e) => e.properties);
  const values = properties.filter((p) => p.name === value.name).flatMap((p) => p.values);
  return (
    <>
      <AddedPlace value={place}>
        <ManyToken
          label="Property"
          values={value.name === '' ? [] : [value.name]}
          offers={[...new Set(properties.map((p) => p.name))].map((v) => ({ value: v }))}
          nothing="choose a property"
          free
          onChange={(chosen) => {
            onChange({ ...value, name: chosen.at(-1) ?? '' });
          }}
        />
      </AddedPlace>{' '}
      <TestWords
        label={value.name || 'property'}
        test={value.is}
        ops={PROPERTY_OPS}
        offers={[...new Set(values)].map((v) => ({ value: v, count: null }))}
        onChange={(is) => {
          onChange({ ...value, is });
        }}
      />
    </>
  );
}
