/** What stands beside a segment, asked of the core: one question a tab, for the definition as it is being edited. */
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { call, commands, type Segment, type SizePoint, type Which } from '../../../api';

const WEEKS = 52;
/** Weeks asked for at a time: often enough to show how far it is, and to stop soon. */
const STEP = 4;
const DAYS = 7;

export type Asked = { which: Which; key: string; id: number | null };

/** `definition` is JSON, so that the same conditions are the same question. */
export function asked(definition: string, id: number | null): Asked {
  return {
    which: { by: 'definition', definition: JSON.parse(definition) as Segment },
    key: definition,
    id,
  };
}

const keyOf = (tab: string, { key, id }: Asked, more: unknown = null) => [
  'segments',
  'beside',
  tab,
  id,
  key,
  more,
];

export function useChange(asked: Asked) {
  return useQuery({
    queryKey: keyOf('change', asked),
    queryFn: () => call(commands.segmentChange(asked.which, DAYS)),
    placeholderData: keepPreviousData,
    retry: false,
  });
}

/** Week by week; whoever looks away ends it. */
export function useSizes(asked: Asked) {
  const [done, setDone] = useState(0);
  const query = useQuery({
    queryKey: keyOf('sizes', asked),
    queryFn: async ({ signal }) => {
      setDone(0);
      const points: SizePoint[] = [];
      for (let from = 0; from < WEEKS; from += STEP) {
        signal.throwIfAborted();
        points.push(...(await call(commands.segmentSizes(asked.which, from, from + STEP))));
        setDone(from + STEP);
      }
      return { points, chart: await call(commands.segmentHistoryChart(points)) };
    },
    placeholderData: keepPreviousData,
    retry: false,
  });
  return { ...query, done, of: WEEKS };
}

/** `others`: the chosen saved segments; null leaves the choice to the core. */
export function useOverlaps(asked: Asked, others: number[] | null) {
  return useQuery({
    queryKey: keyOf('overlaps', asked, others),
    queryFn: () => call(commands.segmentOverlaps(asked.which, asked.id, others)),
    placeholderData: keepPreviousData,
    retry: false,
  });
}

export function useSinceExport(asked: Asked) {
  const { id } = asked;
  return useQuery({
    queryKey: keyOf('export', asked),
    queryFn: () => (id === null ? [] : call(commands.segmentSinceExport(id, asked.which))),
    placeholderData: keepPreviousData,
    retry: false,
  });
}

export function useProfile(asked: Asked) {
  return useQuery({
    queryKey: keyOf('worth', asked),
    queryFn: () => call(commands.segmentProfile(asked.which, null)),
    placeholderData: keepPreviousData,
    retry: false,
  });
}
