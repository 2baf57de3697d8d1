/** What can be asked of a field or a property, by what kind of values it holds. */
import type { OfferedKind, Test } from '../../../api';

type Op = Test['op'];
export type OpChoice = { value: Op; label: string; hint?: string };

const KNOWN: OpChoice[] = [
  { value: 'is_set', label: 'is known' },
  { value: 'is_not_set', label: 'is not known' },
];
/** What can be asked of any text. "is" and "is one of" read the same; the editor writes the list. */
const TEXT: OpChoice[] = [
  { value: 'one_of', label: 'is' },
  { value: 'not_one_of', label: 'is not' },
  { value: 'contains', label: 'contains' },
  { value: 'not_contains', label: 'does not contain' },
  { value: 'starts_with', label: 'starts with' },
  { value: 'ends_with', label: 'ends with' },
  { value: 'matches', label: 'fits the pattern', hint: 'a regular expression' },
  { value: 'not_matches', label: 'does not fit the pattern' },
];
const NUMBER: OpChoice = { value: 'number', label: 'as a number is', hint: 'e.g. at least 12.50' };
const SAME: OpChoice[] = [
  { value: 'same_as', label: 'is the same as', hint: 'another field' },
  { value: 'not_same_as', label: 'is not the same as', hint: 'another field' },
];
const WITHIN: OpChoice = { value: 'within', label: 'was', hint: 'a day in a stretch of time' };
const YEARLY: OpChoice = { value: 'coming_up', label: 'has its anniversary', hint: 'soon' };

export const PROPERTY_OPS: OpChoice[] = [...TEXT, NUMBER, ...KNOWN];
const TAG_OPS: OpChoice[] = [
  ...TEXT,
  { value: 'is_set', label: 'is there at all' },
  { value: 'is_not_set', label: 'is missing altogether' },
];

/** What can be asked of a field; one that a source brought along may hold a number or a day. */
export function opsOf(kind: OfferedKind, custom: boolean): OpChoice[] {
  switch (kind) {
    case 'text':
      return [...TEXT, NUMBER, ...SAME, ...(custom ? [WITHIN, YEARLY] : []), ...KNOWN];
    case 'tag':
      return TAG_OPS;
    case 'day':
      return [WITHIN, YEARLY];
    case 'birthday':
      return [{ value: 'coming_up', label: 'is coming up' }, ...KNOWN];
    case 'flag':
      return [];
  }
}
