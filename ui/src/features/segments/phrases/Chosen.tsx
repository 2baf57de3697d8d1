/** Phrases for who was in a test, on a list, in another segment or chosen by hand. */
import type { InArm, InSegment, OnList } from '../../../api';
import { ChoiceToken } from '../tokens/ChoiceToken';
import { ManyToken } from '../tokens/ManyToken';
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
        options={named(segments.filter((s) => !s.archived || s.id === value.id))}
        onChange={(id) => {
          onChange({ id: Number(id) });
        }}
      />
    </>
  );
}
