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

const MEASURES: { value: AmountMeasure['of']; label: string }[] = [
  { value: 'count', label: 'how often' },
  { value: 'amount', label: 'worth' },
];

/** The measure's token: how often, or how much money. */
function Amount(props: {
  value: AmountMeasure;
  onChange: (m: AmountMeasure) => void;
  one: string;
  many: string;
}) {
  const { currency } = useVocabulary();
  const { value, onChange, one, many } = props;
  return (
    <>
      <ChoiceToken
        label="Measured by"
        quiet
        value={value.of}
        options={MEASURES}
        onChange={(of) => {
          if (of !== value.of)
            onChange({ of, compare: { op: 'at_least', value: of === 'count' ? 1 : 5000 } });
        }}
      />{' '}
      <NumberToken
        label={value.of === 'count' ? 'How often' : 'How much'}
        value={value.compare}
        unit={value.of === 'count' ? { one, many } : { currency }}
        onChange={(compare) => {
          onChange({ ...value, compare });
        }}
      />
    </>
  );
}

export function CartPhrase({ value, onChange }: PhraseProps<AbandonedCarts>) {
  const words = useVocabulary();
  return (
    <>
      Abandoned carts with{' '}
      <ThingsToken
        value={{ products: value.products ?? [], categories: value.categories ?? [] }}
        categories={words.categories}
        onChange={(things) => {
          onChange({ ...value, ...things });
        }}
      />
      ,{' '}
      <Amount
        value={value.measure}
        one="cart"
        many="carts"
        onChange={(measure) => {
          onChange({ ...value, measure });
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

export function RefundPhrase({ value, onChange }: PhraseProps<Refunds>) {
  return (
    <>
      Got money back,{' '}
      <Amount
        value={value.measure}
        one="time"
        many="times"
        onChange={(measure) => {
          onChange({ ...value, measure });
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
