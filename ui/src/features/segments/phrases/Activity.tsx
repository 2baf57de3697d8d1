/** Phrases for what people did beside ordering: emails, abandoned carts, money given back. */
import type {
  AbandonedCarts,
  AmountMeasure,
  EmailEventKind,
  EmailEvents,
  Refunds,
} from '../../../api';
import { ChoiceToken } from '../tokens/ChoiceToken';
import { ManyToken } from '../tokens/ManyToken';
import { NumberToken } from '../tokens/NumberToken';
import { ThingsToken } from '../tokens/ThingsToken';
import { WindowToken } from '../tokens/WindowToken';
import { useVocabulary } from '../vocabulary';
import type { PhraseProps } from './types';

const EVENTS: { value: EmailEventKind; label: string }[] = [
  { value: 'opened', label: 'Opened' },
  { value: 'clicked', label: 'Clicked in' },
  { value: 'sent', label: 'Were sent' },
  { value: 'bounced', label: 'Had a bounce of' },
  { value: 'complained', label: 'Complained about' },
  { value: 'unsubscribed', label: 'Unsubscribed by' },
];

export function EmailPhrase({ value, onChange }: PhraseProps<EmailEvents>) {
  const words = useVocabulary();
  return (
    <>
      <ChoiceToken
        label="What happened"
        value={value.event}
        options={EVENTS}
        onChange={(event) => {
          onChange({ ...value, event });
        }}
      />{' '}
      <NumberToken
        label="How many"
        value={value.count}
        unit={{ one: 'email', many: 'emails' }}
        onChange={(count) => {
          onChange({ ...value, count });
        }}
      />{' '}
      <ManyToken
        label="Campaigns"
        values={value.campaigns ?? []}
        offers={words.campaigns}
        nothing="of any campaign"
        say={(c) => `“${c}”`}
        finished
        free
        counts="people it reached"
        onChange={(campaigns) => {
          onChange({ ...value, campaigns });
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

const CARTS: { value: AmountMeasure['of']; label: string }[] = [
  { value: 'count', label: 'by number' },
  { value: 'amount', label: 'by what was in them' },
];

/** How many or how much, by the measure chosen. */
function Amount(props: {
  value: AmountMeasure;
  onChange: (m: AmountMeasure) => void;
  one: string;
  many: string;
}) {
  const { currency } = useVocabulary();
  const { value, onChange, one, many } = props;
  return (
    <NumberToken
      label={value.of === 'count' ? 'How many' : 'How much'}
      value={value.compare}
      unit={value.of === 'count' ? { one, many } : { currency }}
      onChange={(compare) => {
        onChange({ ...value, compare });
      }}
    />
  );
}

const measureOf = (of: AmountMeasure['of']): AmountMeasure => ({
  of,
  compare: { op: 'at_least', value: of === 'count' ? 1 : 5000 },
});

export function CartPhrase({ value, onChange }: PhraseProps<AbandonedCarts>) {
  const words = useVocabulary();
  const setMeasure = (measure: AmountMeasure) => {
    onChange({ ...value, measure });
  };
  return (
    <>
      Abandoned <Amount value={value.measure} one="cart" many="carts" onChange={setMeasure} /> with{' '}
      <ThingsToken
        value={{ products: value.products ?? [], categories: value.categories ?? [] }}
        categories={words.categories}
        onChange={(things) => {
          onChange({ ...value, ...things });
        }}
      />{' '}
      <WindowToken
        value={value.window}
        onChange={(window) => {
          onChange({ ...value, window });
        }}
      />{' '}
      <ChoiceToken
        label="Measured"
        quiet
        value={value.measure.of}
        options={CARTS}
        onChange={(of) => {
          if (of !== value.measure.of) setMeasure(measureOf(of));
        }}
      />
    </>
  );
}

const REFUNDS: { value: AmountMeasure['of']; label: string }[] = [
  { value: 'count', label: 'Got money back' },
  { value: 'amount', label: 'Got back' },
];

export function RefundPhrase({ value, onChange }: PhraseProps<Refunds>) {
  const setMeasure = (measure: AmountMeasure) => {
    onChange({ ...value, measure });
  };
  return (
    <>
      <ChoiceToken
        label="Measured"
        value={value.measure.of}
        options={REFUNDS}
        onChange={(of) => {
          if (of !== value.measure.of) setMeasure(measureOf(of));
        }}
      />{' '}
      <Amount value={value.measure} one="time" many="times" onChange={setMeasure} />{' '}
      <WindowToken
        value={value.window}
        onChange={(window) => {
          onChange({ ...value, window });
        }}
      />
    </>
  );
}
