/** Adding steps to a sequence, and keeping of each only what fits its place. */
import type { Step } from '../../../api';
import type { Extra } from './rows/MoreToken';

const MOST = 5;

export function furtherSteps(steps: Step[], put: (steps: Step[]) => void): Extra[] {
  if (steps.length >= MOST) return [];
  return [
    {
      label: 'and then …',
      hint: 'something they did after it',
      act: () => {
        put([...steps, { what: 'orders', within_days: 7 }]);
      },
    },
    {
      label: 'and then did not …',
      hint: 'something they did not do after it',
      act: () => {
        put([...steps, { what: 'orders', within_days: 14, absent: true }]);
      },
    },
  ];
}

export const withoutOf = (step: Step, set: (step: Step) => void): Extra => ({
  label: 'without … in between',
  hint: 'e.g. without getting money back',
  act: () => {
    set({ ...step, without: { what: 'refunds' } });
  },
});

/** A step has only what fits its place: the first stands alone, only the last can be one that did not happen. */
export function placed(
  { what, filter = {}, within_days, without, absent }: Step,
  i: number,
  last: number,
): Step {
  if (i === 0) return { what, filter };
  const not = absent === true && i === last;
  return {
    what,
    filter,
    ...(within_days == null ? {} : { within_days }),
    ...(without && !not ? { without } : {}),
    ...(not ? { absent: true } : {}),
  };
}
