/**
 * From a number to the people behind it: the way to a new segment that holds just them. Conditions are written
 * in the segments' own language (`regulars-cli schema segment`).
 */
import type {
  LifecycleIs,
  Node,
  Number as Compare,
  RfmIs,
  RiskBand,
  Segment,
  ValueBand,
  Window,
} from '../../api';

export function segmentLink(...all: Node[]): string {
  const segment: Segment = { version: 2, root: { type: 'group', match: 'all', children: all } };
  const definition = JSON.stringify(segment);
  return `/segments/new?definition=${encodeURIComponent(definition)}`;
}

export const withName = (...names: NonNullable<RfmIs['names']>): Node => ({ type: 'rfm', names });

export const atStage = (...stages: LifecycleIs['stages']): Node => ({ type: 'lifecycle', stages });

export const boughtAgain: Node = {
  type: 'activity',
  what: 'orders',
  measure: { of: 'count', compare: { op: 'at_least', value: 2 } },
};

export const bought: Node = {
  type: 'activity',
  what: 'orders',
  measure: { of: 'count', compare: { op: 'at_least', value: 1 } },
};

export const firstOrder = (when: Window): Node => ({
  type: 'activity',
  what: 'orders',
  measure: { of: 'first', when },
});

/** Of whom as much is expected as of this band's people. */
export const inBand = ({ from, to }: ValueBand): Node => ({
  type: 'predicted',
  of: 'value',
  compare: to
    ? { op: 'between', from: from.minor, to: to.minor }
    : { op: 'at_least', value: from.minor },
});

export const withRisk = ({ from, to }: Pick<RiskBand, 'from' | 'to'>): Node => ({
  type: 'predicted',
  of: 'churn',
  compare: { op: 'between', from, to },
});

/** Days until the next order; negative: overdue. */
export const nextOrder = (compare: Compare): Node => ({
  type: 'predicted',
  of: 'next_order',
  compare,
});

/** Good customers who have been silent for too long; as `insights/summary.rs` counts them. */
export const overdue: Node[] = [
  atStage('at_risk'),
  {
    type: 'group',
    match: 'any',
    children: [
      { type: 'rfm', names: [], f: { from: 4, to: 5 } },
      { type: 'rfm', names: [], m: { from: 4, to: 5 } },
    ],
  },
];
