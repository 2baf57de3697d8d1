/** Phrases for where people stand: consent, RFM, lifecycle, another segment, chosen by hand. */
import type {
  Consent,
  ConsentIs,
  InSegment,
  LifecycleIs,
  RfmIs,
  RfmName,
  Scores,
  Stage,
} from '../../../api';
import { RangeSlider } from '@mantine/core';
import { ChoiceToken } from '../tokens/ChoiceToken';
import { ManyToken } from '../tokens/ManyToken';
import { Token } from '../tokens/Token';
import { WindowToken } from '../tokens/WindowToken';
import { useVocabulary } from '../vocabulary';
import type { PhraseProps } from './types';

const STATES: Record<ConsentIs, string> = {
  subscribed: 'subscribed',
  unsubscribed: 'unsubscribed',
  pending: 'asked, not yet confirmed',
  cleaned: 'an address that bounces',
  unknown: 'nothing known',
};

export function ConsentPhrase({ value, onChange }: PhraseProps<Consent>) {
  return (
    <>
      Consent to{' '}
      <ChoiceToken
        label="Channel"
        value={value.channel}
        options={[
          { value: 'email', label: 'email' },
          { value: 'sms', label: 'text messages' },
        ]}
        onChange={(channel) => {
          onChange({ ...value, channel });
        }}
      />{' '}
      is{' '}
      <ManyToken
        label="State"
        values={value.states}
        offers={Object.keys(STATES).map((s) => ({ value: s, count: 0 }))}
        say={(s) => STATES[s as ConsentIs]}
        bare
        nothing="choose"
        onChange={(states) => {
          onChange({ ...value, states: states as ConsentIs[] });
        }}
      />
      , said{' '}
      <WindowToken
        label="Since"
        value={value.since}
        onChange={(since) => {
          onChange({ ...value, since });
        }}
      />
    </>
  );
}

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
        offers={words.rfm.map((r) => ({ value: r.value, count: 0 }))}
        say={(n) => label.get(n) ?? n}
        bare
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

export function LifecyclePhrase({ value, onChange }: PhraseProps<LifecycleIs>) {
  const words = useVocabulary();
  const label = new Map(words.stages.map((s) => [s.value as string, s.label]));
  return (
    <>
      At the stage{' '}
      <ManyToken
        label="Stage"
        values={value.stages}
        offers={words.stages.map((s) => ({ value: s.value, count: 0 }))}
        say={(s) => label.get(s) ?? s}
        bare
        nothing="choose"
        onChange={(stages) => {
          onChange({ stages: stages as Stage[] });
        }}
      />{' '}
      of their life with the shop
    </>
  );
}

export function SegmentPhrase({ value, onChange }: PhraseProps<InSegment>) {
  const words = useVocabulary();
  const options = words.segments
    .filter((s) => !s.archived || s.id === value.id)
    .map((s) => ({ value: String(s.id), label: `“${s.name}”` }));
  return (
    <>
      In the segment{' '}
      <ChoiceToken
        label="Segment"
        value={String(value.id)}
        options={options}
        onChange={(id) => {
          onChange({ id: Number(id) });
        }}
      />
    </>
  );
}
