/** What can be asked of rows of every kind: how often, the first, the last, the n-th, the gaps between them. */
import type { Measure, Number as Compare, What } from '../../../../api';
import type { Unit } from '../../words';
import { capital, ROWS } from './rows';

export type Reading = {
  what: What;
  /** In the list of what can be asked. */
  label: string;
  hint: string;
  verb: string;
  says: string;
  /** What `compare` counts; an amount when it is not given. */
  unit?: Unit;
  measure: Measure;
};

export type Given = Omit<Reading, 'what' | 'says' | 'label'> & { says?: string; label?: string };

export const least = (value: number): Compare => ({ op: 'at_least', value });
export const times = (what: What): Unit => ({
  one: 'time',
  many: 'times',
  rank: `number of ${ROWS[what].many}`,
});
/** How often, the first, the last, the n-th, the gaps between: the same for all rows. */
export function always(what: What, count: Given): Given[] {
  const { did, object, many } = ROWS[what];
  const email = what === 'emails';
  const thing = email ? ' {kinds} an email' : object ? ` {${object}}` : '';
  const when = { kind: 'last_days', days: 30 } as const;
  return [
    count,
    {
      verb: email ? 'First' : `First ${did}`,
      ...(email ? { label: 'First opened an email' } : {}),
      hint: 'when the first one was',
      says: `{verb}${thing} {when}`,
      measure: { of: 'first', when },
    },
    {
      verb: email ? 'Last' : `Last ${did}`,
      ...(email ? { label: 'Last opened an email' } : {}),
      hint: 'when the last one was',
      says: `{verb}${thing} {when}`,
      measure: { of: 'last', when: { kind: 'over_days_ago', days: 90 } },
    },
    what === 'orders'
      ? {
          verb: 'order',
          label: 'Placed their third order',
          hint: 'when a certain one was',
          says: 'Placed their {nth} {verb} {when}',
          measure: { of: 'nth', n: 3, when },
        }
      : {
          verb: email ? 'time' : capital(did),
          label: `${email ? 'Opened' : capital(did)} for the third time`,
          hint: 'when a certain one was',
          says: email
            ? '{kinds} an email for the {nth} {verb} {when}'
            : `{verb}${thing} for the {nth} time {when}`,
          measure: { of: 'nth', n: 3, when },
        },
    {
      verb: `gap between ${many} is`,
      label: `Gap between ${many}`,
      hint: 'their usual, longest or shortest',
      says: '{which} {verb} {compare}',
      unit: { one: 'day', many: 'days' },
      measure: { of: 'gap', which: 'average', compare: { op: 'at_most', value: 30 } },
    },
    {
      verb: 'Has been quiet for',
      label: 'Quiet for longer than usual',
      hint: `against their own gap between ${many}`,
      says: `{verb} more than {times} their usual gap between ${many}`,
      measure: { of: 'overdue', percent: 200 },
    },
  ];
}
