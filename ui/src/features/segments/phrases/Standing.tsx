/** Phrases for where people stand: consent, RFM, lifecycle. */
import type { Consent, ConsentIs, LifecycleIs, Stage } from '../../../api';
import { ChoiceToken } from '../tokens/ChoiceToken';
import { ManyToken } from '../tokens/ManyToken';
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
        offers={Object.keys(STATES).map((s) => ({ value: s }))}
        say={(s) => STATES[s as ConsentIs]}
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
      />{' '}
      <SourcesToken value={value} onChange={onChange} />
    </>
  );
}

/** Who told it; anybody while nothing is chosen. */
function SourcesToken({ value, onChange }: PhraseProps<Consent>) {
  const { consent_sources } = useVocabulary();
  return (
    <>
      {(value.sources?.length ?? 0) > 0 && 'according to '}
      <ManyToken
        label="Who told it"
        values={value.sources ?? []}
        offers={consent_sources}
        nothing="according to anybody"
        finished
        free
        counts="people"
        onChange={(sources) => {
          onChange({ ...value, sources });
        }}
      />
    </>
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
        offers={words.stages.map((s) => ({ value: s.value }))}
        say={(s) => label.get(s) ?? s}
        nothing="choose"
        onChange={(stages) => {
          onChange({ stages: stages as Stage[] });
        }}
      />{' '}
      of their life with the shop
    </>
  );
}
