/** "Bought anything at least 2 times in the last 90 days", and what else can be asked of orders and their lines. */
import type { Filter, LineMeasure, OrderLines, OrderMeasure, Orders } from '../../../api';
import { ChoiceToken } from '../tokens/ChoiceToken';
import { NumberToken } from '../tokens/NumberToken';
import { ThingsToken } from '../tokens/ThingsToken';
import { WindowToken } from '../tokens/WindowToken';
import { useVocabulary } from '../vocabulary';
import { OrderFilterToken } from './OrderFilterToken';
import type { PhraseProps } from './types';

const MEASURES: { value: OrderMeasure['of']; label: string; hint: string }[] = [
  { value: 'count', label: 'Bought', hint: 'how often' },
  { value: 'spent', label: 'Spent', hint: 'in all, before refunds' },
  { value: 'average', label: 'Spent per order', hint: 'on average' },
  { value: 'largest', label: 'Had a largest order of', hint: 'one single order' },
  { value: 'first', label: 'First bought', hint: 'when' },
  { value: 'last', label: 'Last bought', hint: 'when' },
];

export function OrdersPhrase({ value, onChange }: PhraseProps<Orders>) {
  const words = useVocabulary();
  const { measure } = value;
  const filter = value.filter ?? {};
  const setFilter = (change: Partial<Filter>) => {
    onChange({ ...value, filter: { ...filter, ...change } });
  };
  const setMeasure = (m: OrderMeasure) => {
    onChange({ ...value, measure: m });
  };
  const things = (nothing: string) => (
    <ThingsToken
      value={{ products: filter.products ?? [], categories: filter.categories ?? [] }}
      categories={words.categories}
      nothing={nothing}
      onChange={setFilter}
    />
  );
  return (
    <>
      <ChoiceToken
        label="What of the orders"
        value={measure.of}
        options={MEASURES}
        onChange={(of) => {
          if (of !== measure.of) setMeasure(measureOf(of));
        }}
      />{' '}
      {measure.of === 'count' && (
        <>
          {things('anything')}{' '}
          <NumberToken
            label="How often"
            value={measure.compare}
            unit={{ one: 'time', many: 'times' }}
            onChange={(compare) => {
              setMeasure({ of: 'count', compare });
            }}
          />
        </>
      )}
      {(measure.of === 'spent' || measure.of === 'average' || measure.of === 'largest') && (
        <>
          <NumberToken
            label="How much"
            value={measure.compare}
            unit={{ currency: words.currency }}
            onChange={(compare) => {
              setMeasure({ of: measure.of, compare });
            }}
          />{' '}
          in orders with {things('anything')}
        </>
      )}
      {(measure.of === 'first' || measure.of === 'last') && (
        <>
          {things('anything')}{' '}
          <WindowToken
            value={measure.when}
            noEver
            onChange={(when) => {
              setMeasure({ of: measure.of, when });
            }}
          />
        </>
      )}{' '}
      {measure.of !== 'first' && measure.of !== 'last' && (
        <WindowToken
          value={value.window}
          onChange={(window) => {
            onChange({ ...value, window });
          }}
        />
      )}{' '}
      <OrderFilterToken value={filter} onChange={setFilter} />
    </>
  );
}

function measureOf(of: OrderMeasure['of']): OrderMeasure {
  switch (of) {
    case 'count':
      return { of, compare: { op: 'at_least', value: 1 } };
    case 'spent':
    case 'average':
    case 'largest':
      return { of, compare: { op: 'at_least', value: of === 'spent' ? 10_000 : 5_000 } };
    case 'first':
      return { of, when: { kind: 'last_days', days: 30 } };
    case 'last':
      return { of, when: { kind: 'over_days_ago', days: 90 } };
  }
}

const UNITS: Record<LineMeasure['of'], { one: string; many: string }> = {
  quantity: { one: 'piece', many: 'pieces' },
  lines: { one: 'order line', many: 'order lines' },
  products: { one: 'different product', many: 'different products' },
};
const LINE_MEASURES: { value: LineMeasure['of']; label: string }[] = [
  { value: 'quantity', label: 'pieces' },
  { value: 'products', label: 'different products' },
  { value: 'lines', label: 'order lines' },
];

export function LinesPhrase({ value, onChange }: PhraseProps<OrderLines>) {
  const words = useVocabulary();
  const { measure } = value;
  const filter = value.filter ?? {};
  const setFilter = (change: Partial<Filter>) => {
    onChange({ ...value, filter: { ...filter, ...change } });
  };
  return (
    <>
      Bought{' '}
      <NumberToken
        label="How many"
        value={measure.compare}
        unit={UNITS[measure.of]}
        onChange={(compare) => {
          onChange({ ...value, measure: { ...measure, compare } });
        }}
      />
      , counting{' '}
      <ChoiceToken
        label="What is counted"
        quiet
        value={measure.of}
        options={LINE_MEASURES}
        onChange={(of) => {
          onChange({ ...value, measure: { ...measure, of } });
        }}
      />
      , of{' '}
      <ThingsToken
        value={{ products: filter.products ?? [], categories: filter.categories ?? [] }}
        categories={words.categories}
        onChange={setFilter}
      />{' '}
      <WindowToken
        value={value.window}
        onChange={(window) => {
          onChange({ ...value, window });
        }}
      />{' '}
      <OrderFilterToken value={filter} onChange={setFilter} />
    </>
  );
}
