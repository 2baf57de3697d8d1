/** The phrase for RFM groups and scores. */
import { RangeSlider } from '@mantine/core';
import type { RfmIs, RfmName, Scores } from '../../../api';
import { ManyToken } from '../tokens/ManyToken';
import { Token } from '../tokens/Token';
import { useVocabulary } from '../vocabulary';
import type { PhraseProps } from './types';

export function RfmPhrase({ value, onChange }: PhraseProps<RfmIs>) {
  const words = useVocabulary();
  const label = new Map(words.rfm.map((r) => [r.value as string, r.label]));
  const scored = value.r ?? value.f ?? value.m;
  return (
    <>
      Among the{' '}
      <ManyToken
        label="RFM group"
        values={value.names ?? []}
        offers={words.rfm.map((r) => ({ value: r.value }))}
        say={(n) => label.get(n) ?? n}
        finished={scored != null}
        nothing={scored == null ? 'choose' : 'buyers of any kind'}
        onChange={(names) => {
          onChange({ ...value, names: names as RfmName[] });
        }}
      />{' '}
      by RFM, with <ScoresToken value={value} onChange={onChange} />
    </>
  );
}

const SCORES: ['r' | 'f' | 'm', string][] = [
  ['r', 'Recency'],
  ['f', 'Frequency'],
  ['m', 'Money'],
];

function ScoresToken({ value, onChange }: PhraseProps<RfmIs>) {
  const said = SCORES.flatMap(([key, name]) => {
    const s = value[key];
    return s
      ? [
          `${name.toLowerCase()} ${s.from === s.to ? String(s.from) : `${String(s.from)}–${String(s.to)}`}`,
        ]
      : [];
  });
  const set = (key: 'r' | 'f' | 'm', [from, to]: [number, number]) => {
    const scores: Scores | null = from === 1 && to === 5 ? null : { from, to };
    onChange({ ...value, [key]: scores });
  };
  return (
    <Token
      label="Scores"
      text={said.length > 0 ? said.join(', ') : 'any scores'}
      width={300}
      {...(said.length > 0 ? {} : { quiet: true })}
    >
      {() =>
        SCORES.map(([key, name]) => (
          <div key={key} style={{ paddingBottom: 18 }}>
            <label style={{ fontSize: 13 }}>{name}: 5 is the best fifth of buyers</label>
            <RangeSlider
              aria-label={name}
              min={1}
              max={5}
              minRange={0}
              marks={[1, 2, 3, 4, 5].map((n) => ({ value: n, label: String(n) }))}
              label={null}
              thumbFromLabel={`${name} from`}
              thumbToLabel={`${name} to`}
              value={[value[key]?.from ?? 1, value[key]?.to ?? 5]}
              onChange={(range) => {
                set(key, range);
              }}
            />
          </div>
        ))
      }
    </Token>
  );
}
