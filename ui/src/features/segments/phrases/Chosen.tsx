/** Phrases for who was in a test, exported, drawn by lot, on a list, in another segment or chosen by hand. */
import type { Exported, HandPicked, InArm, InSegment, OnList, RandomShare } from '../../../api';
import { plural } from '../../../format';
import { ChoiceToken } from '../tokens/ChoiceToken';
import { ManyToken } from '../tokens/ManyToken';
import { WholeToken } from '../tokens/WholeToken';
import { WindowToken } from '../tokens/WindowToken';
import { useVocabulary } from '../vocabulary';
import type { PhraseProps } from './types';

type Named = { id: number; name: string };
const named = (all: Named[]) => all.map((x) => ({ value: String(x.id), label: x.name }));

export function ArmPhrase({ value, onChange }: PhraseProps<InArm>) {
  const { experiments } = useVocabulary();
  const arms = experiments.find((e) => e.id === value.experiment)?.arms ?? [];
  return (
    <>
      Got{' '}
      <ManyToken
        label="Version"
        values={value.arms ?? []}
        offers={arms.map((arm) => ({ value: arm }))}
        nothing="any version"
        finished
        onChange={(next) => {
          onChange({ ...value, arms: next });
        }}
      />{' '}
      in the test{' '}
      <ChoiceToken
        label="Test"
        value={String(value.experiment)}
        options={named(experiments)}
        onChange={(id) => {
          onChange({ experiment: Number(id), arms: [] });
        }}
      />
    </>
  );
}

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

export function ListPhrase({ value, onChange }: PhraseProps<OnList>) {
  const { lists } = useVocabulary();
  return (
    <>
      On the list{' '}
      <ChoiceToken
        label="List"
        value={String(value.id)}
        options={named(lists)}
        onChange={(id) => {
          onChange({ id: Number(id) });
        }}
      />
    </>
  );
}

export function SegmentPhrase({ value, onChange }: PhraseProps<InSegment>) {
  const { segments } = useVocabulary();
  return (
    <>
      In the segment{' '}
      <ChoiceToken
        label="Segment"
        value={String(value.id)}
        options={named(segments)}
        onChange={(id) => {
          onChange({ id: Number(id) });
        }}
      />
    </>
  );
}

export function PeoplePhrase({ value }: PhraseProps<HandPicked>) {
  return <>{plural(value.ids.length, 'person', 'people')} chosen by hand</>;
}
