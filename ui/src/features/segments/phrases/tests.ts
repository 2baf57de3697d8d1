/** Changing a test of a field into another while keeping the values that still mean something. */
import type { OfferedKind, Test, Unset } from '../../../api';

type Op = Test['op'];

export function valuesOf(test: Test): string[] {
  if ('values' in test) return test.values;
  if ('value' in test) return test.value === '' ? [] : [test.value];
  return [];
}

export const unsetOf = (test: Test): Unset | null =>
  negative(test) ? (test.unset ?? 'include') : null;

type Negative = Extract<Test, { unset?: Unset }>;
const negative = (test: Test): test is Negative =>
  test.op.startsWith('not_') || test.op === 'is_not';

export function withValues(op: Op, values: string[], old?: Test): Test {
  const unset = (old && unsetOf(old)) ?? 'include';
  const field = old && 'field' in old ? old.field : 'city';
  const pattern = old && 'pattern' in old ? old.pattern : '';
  switch (op) {
    case 'is':
    case 'one_of':
      return { op: 'one_of', values };
    case 'is_not':
    case 'not_one_of':
      return { op: 'not_one_of', values, unset };
    case 'contains':
    case 'starts_with':
    case 'ends_with':
      return { op, value: values[0] ?? '' };
    case 'not_contains':
      return { op, value: values[0] ?? '', unset };
    case 'is_set':
    case 'is_not_set':
    case 'yes':
    case 'no':
      return { op };
    case 'matches':
      return { op, pattern };
    case 'not_matches':
      return { op, pattern, unset };
    case 'number':
      return { op, compare: 'at_least', value: values.find((v) => v !== '' && !isNaN(+v)) ?? '' };
    case 'same_as':
      return { op, field };
    case 'not_same_as':
      return { op, field, unset };
    case 'within':
      return { op, window: { kind: 'last_days', days: 30 } };
    case 'coming_up':
      return { op, days: 14 };
  }
}

/** What a field of this kind is asked first. */
export function testOf(kind: OfferedKind): Test {
  switch (kind) {
    case 'text':
    case 'tag':
      return { op: 'one_of', values: [] };
    case 'day':
      return withValues('within', []);
    case 'birthday':
      return withValues('coming_up', []);
    case 'flag':
      return { op: 'yes' };
  }
}

export function withUnset(test: Test, unset: Unset): Test {
  return negative(test) ? { ...test, unset } : test;
}
