/** The phrase of a condition, whatever its kind. */
import type { ComponentType } from 'react';
import type { Leaf } from '../tree';
import { EngagementPhrase, InterestsPhrase, PredictedPhrase } from './Chances';
import { ArmPhrase, ListPhrase, SegmentPhrase } from './Chosen';
import { PeoplePhrase } from './People';
import { ProfilePhrase } from './Profile';
import { RfmPhrase } from './Rfm';
import { ActivityPhrase } from './rows/ActivityPhrase';
import { SequencePhrase } from './Sequence';
import { ExportedPhrase, RandomPhrase } from './Shares';
import { ConsentPhrase, LifecyclePhrase } from './Standing';
import type { PhraseProps } from './types';
import { VersusPhrase } from './Versus';

type Kinds = { [K in Leaf['type']]: Omit<Extract<Leaf, { type: K }>, 'type'> };

const PHRASES: { [K in Leaf['type']]: ComponentType<PhraseProps<Kinds[K]>> } = {
  activity: ActivityPhrase,
  sequence: SequencePhrase,
  versus: VersusPhrase,
  profile: ProfilePhrase,
  consent: ConsentPhrase,
  rfm: RfmPhrase,
  lifecycle: LifecyclePhrase,
  predicted: PredictedPhrase,
  engagement: EngagementPhrase,
  interests: InterestsPhrase,
  arm: ArmPhrase,
  exported: ExportedPhrase,
  random: RandomPhrase,
  list: ListPhrase,
  segment: SegmentPhrase,
  people: PeoplePhrase,
};

export function Phrase({ value, onChange }: PhraseProps<Leaf>) {
  // The table pairs each kind with its own phrase; only the compiler cannot follow it through the lookup.
  const Words = PHRASES[value.type] as unknown as ComponentType<
    PhraseProps<Leaf>
  >;
  return (
    <span data-phrase>
      <Words
        value={value}
        onChange={(next) => {
          onChange({ ...next, type: value.type } as Leaf);
        }}
      />
    </span>
  );
}
