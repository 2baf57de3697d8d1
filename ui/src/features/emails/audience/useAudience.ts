/** The name of an audience, and how many people it is: for its label, wherever a part depends on the reader. */
import { useQuery } from '@tanstack/react-query';
import { call, commands, type EmailAudience, type Segment } from '../../../api';

export type Said = { name: string; count: number | null; gone: boolean; problem: string | null };

export const useSegmentRows = () =>
  useQuery({
    queryKey: ['segments', 'list', null],
    queryFn: () => call(commands.segmentsList(null)),
  });

const emptyHanded: Segment = { version: 2, root: { type: 'group', match: 'all', children: [] } };

export function useAudience(audience: EmailAudience | null | undefined): Said | null {
  const rows = useSegmentRows();
  const condition = audience?.condition ?? null;
  const answer = useQuery({
    queryKey: ['segments', 'answer', JSON.stringify(condition), null],
    queryFn: () => call(commands.segmentEvaluate(condition ?? emptyHanded, null)),
    enabled: condition !== null,
  });
  if (!audience) return null;
  if (condition !== null) {
    const problem = answer.error ? answer.error.message : null;
    const name = answer.data ? shortened(answer.data.sentence) : 'a condition of its own';
    return { name, count: answer.data?.total ?? null, gone: false, problem };
  }
  const row = rows.data?.find((r) => r.id === audience.segment);
  if (row) return { name: row.name, count: row.count, gone: false, problem: row.problem };
  const gone = rows.data !== undefined;
  return { name: gone ? 'a deleted segment' : '…', count: null, gone, problem: null };
}

/** "People who bought at least twice" → "who bought at least twice". */
const shortened = (sentence: string): string => {
  const words = sentence.replace(/\.$/, '').replace(/^People /, '');
  return words.length > 60 ? `${words.slice(0, 58).trimEnd()} …` : words;
};
