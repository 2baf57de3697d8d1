/** Phrases for who was exported before, and for a share drawn by lot. */
import type { Exported, RandomShare } from '../../../api';
import { ChoiceToken } from '../tokens/ChoiceToken';
import { ManyToken } from '../tokens/ManyToken';
import { WholeToken } from '../tokens/WholeToken';
import { WindowToken } from '../tokens/WindowToken';
import { useVocabulary } from '../vocabulary';
import type { PhraseProps } from './types';

export function ExportedPhrase({ value, onChange }: PhraseProps<Exported>) {
  const { audiences } = useVocabulary();
  const name = new Map(audiences.map((a) => [a.id, a.name]));
  return (
    <>
      Exported to{' '}
      <ManyToken
        label="Audience"
        values={value.audiences ?? []}
        offers={audiences.map((a) => ({ value: a.id }))}
        say={(id) => name.get(id) ?? id}
        nothing="any audience"
        finished
        onChange={(next) => {
          onChange({ ...value, audiences: next });
        }}
      />{' '}
      <WindowToken
        value={value.window}
        onChange={(window) => {
          onChange({ ...value, window });
        }}
      />
    </>
  );
}

export function RandomPhrase({ value, onChange }: PhraseProps<RandomShare>) {
  const draw = value.salt === undefined || value.salt === '' ? '1' : value.salt;
  return (
    <>
      A random{' '}
      <WholeToken
        label="Share of everyone"
        text={`${String(value.percent)}%`}
        value={value.percent}
        min={1}
        max={99}
        unit="percent of everyone"
        onChange={(percent) => {
          onChange({ ...value, percent });
        }}
      />{' '}
      of everyone, always the same people{' '}
      <ChoiceToken
        label="Draw"
        quiet
        value={draw}
        text={`of draw ${draw}`}
        options={[...new Set([draw, '1', '2', '3', '4', '5'])]
          .sort()
          .map((n) => ({ value: n, label: `Draw ${n}`, hint: 'other people in each draw' }))}
        onChange={(n) => {
          onChange({ ...value, salt: n === '1' ? '' : n });
        }}
      />
    </>
  );
}
