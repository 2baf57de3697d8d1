/** Who was chosen or drawn: other segments, lists, tests, exports, a random share. */
import type { Vocabulary } from '../../../api';
import type { Kind } from './types';

export function chosen(words: Vocabulary): Kind[] {
  const group = 'Chosen by hand';
  const [segment] = words.segments.filter((s) => !s.archived);
  const [list] = words.lists;
  const [test] = words.experiments;
  const kinds: (Kind | null)[] = [
    {
      group,
      label: 'Single people',
      hint: 'Named one by one, or pasted as addresses',
      make: () => ({ type: 'people', ids: [] }),
    },
    segment
      ? {
          group,
          label: 'In another segment',
          hint: `In the segment ${segment.name}`,
          make: () => ({ type: 'segment', id: segment.id }),
        }
      : null,
    list
      ? {
          group,
          label: 'On a list from a file',
          hint: `On the list ${list.name}`,
          make: () => ({ type: 'list', id: list.id }),
        }
      : null,
    test
      ? {
          group,
          label: 'In a test',
          hint: `Got a version of ${test.name}`,
          make: () => ({ type: 'arm', experiment: test.id, arms: [] }),
        }
      : null,
    {
      group,
      label: 'Exported before',
      hint: 'Exported to any audience in the last 30 days',
      make: () => ({ type: 'exported', window: { kind: 'last_days', days: 30 } }),
    },
    {
      group,
      label: 'A random share',
      hint: 'A random 10% of everyone, always the same',
      make: () => ({ type: 'random', percent: 10 }),
    },
  ];
  return kinds.filter((k) => k !== null);
}
