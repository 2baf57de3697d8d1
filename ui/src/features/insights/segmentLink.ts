/**
 * From a number to the people behind it: the way to a new segment that holds just them. Conditions are written
 * in the segments' own language (`regulars-cli schema segment`).
 */
export type Condition = { type: string } & Record<string, unknown>;

export function segmentLink(...all: Condition[]): string {
  const root = { type: 'group', match: 'all', children: all };
  const definition = JSON.stringify({ version: 1, root });
  return `/segments/new?definition=${encodeURIComponent(definition)}`;
}

export const withName = (...names: string[]): Condition => ({ type: 'rfm', names });

export const atStage = (...stages: string[]): Condition => ({ type: 'lifecycle', stages });

export const boughtAgain: Condition = {
  type: 'orders',
  measure: { of: 'count', compare: { op: 'at_least', value: 2 } },
};

export const bought: Condition = {
  type: 'orders',
  measure: { of: 'count', compare: { op: 'at_least', value: 1 } },
};

export const firstOrder = (when: Record<string, unknown>): Condition => ({
  type: 'orders',
  measure: { of: 'first', when },
});

/** Good customers who have been silent for too long; as `insights/summary.rs` counts them. */
export const overdue: Condition[] = [
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
