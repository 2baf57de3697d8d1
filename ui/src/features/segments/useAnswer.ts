/**
 * The live answer to the tree: asked a moment after the last change; the newest question wins, because an
 * answer is kept under its own question. While it is on its way the older one stays, marked as such.
 */
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { ApiError, call, commands, type NodeCount, type Segment } from '../../api';
import { pathKey, toSegment, type Tree } from './tree';

const DEBOUNCE_MS = 120;

/** `asOf` is a past day, or null for today. */
export function useAnswer(tree: Tree, asOf: string | null) {
  const question = useMemo(() => JSON.stringify(toSegment(tree)), [tree]);
  const [asked] = useDebouncedValue(question, DEBOUNCE_MS);
  const answer = useQuery({
    queryKey: ['segments', 'answer', asked, asOf],
    queryFn: () => call(commands.segmentEvaluate(JSON.parse(asked) as Segment, asOf)),
    placeholderData: keepPreviousData,
    gcTime: 60_000,
  });
  const counting = asked !== question || answer.isPlaceholderData || answer.isFetching;
  const nodes = answer.data?.nodes;
  const counts = useMemo(
    () => new Map<string, NodeCount>((nodes ?? []).map((n) => [pathKey(n.path), n])),
    [nodes],
  );
  // A newer question ends the work on an older one; that is no failure.
  const error =
    answer.error instanceof ApiError && answer.error.code === 'cancelled' ? null : answer.error;
  return { answer: answer.data, counts, counting, error, retry: () => void answer.refetch() };
}
