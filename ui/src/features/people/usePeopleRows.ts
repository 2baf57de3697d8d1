/**
 * The rows of a list that may hold a million people: only the pages that are looked at are fetched, whatever
 * their place. While a new query is on its way the old rows stay, so that typing does not flicker.
 */
import { keepPreviousData, useQueries, useQuery } from '@tanstack/react-query';
import { useCallback, useState } from 'react';
import { call, commands, type PeoplePage, type PeopleQuery, type PersonRow } from '../../api';

const PAGE = 100;

const page = (query: PeopleQuery, number: number) => ({
  queryKey: ['people', 'list', query, number],
  queryFn: () => call(commands.peopleList(query, number * PAGE, PAGE)),
});

export function usePeopleRows(query: PeopleQuery) {
  const [range, setRange] = useState({ first: 0, last: 0 });
  const start = useQuery({ ...page(query, 0), placeholderData: keepPreviousData });
  const total = start.data?.total ?? 0;
  const from = Math.floor(range.first / PAGE);
  const until = Math.floor(Math.max(0, Math.min(range.last, total - 1)) / PAGE);
  const numbers = Array.from({ length: Math.max(0, until - from + 1) }, (_, i) => from + i);
  const pages = useQueries({
    queries: numbers.filter((number) => number > 0).map((number) => page(query, number)),
  });
  const byNumber = new Map<number, PeoplePage | undefined>([[0, start.data]]);
  numbers
    .filter((number) => number > 0)
    .forEach((number, i) => byNumber.set(number, pages[i]?.data));

  const rowAt = (index: number): PersonRow | undefined =>
    byNumber.get(Math.floor(index / PAGE))?.rows[index % PAGE];
  const onRange = useCallback((first: number, last: number) => {
    setRange((old) => (old.first === first && old.last === last ? old : { first, last }));
  }, []);
  const error = start.error ?? pages.find((p) => p.error)?.error ?? null;
  return { total, rowAt, onRange, error, pending: start.isPending, stale: start.isPlaceholderData };
}
