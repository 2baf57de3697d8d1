/** What this room asks the core, each under one key. */
import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { call, commands } from '../../api';

export const useEmails = () =>
  useQuery({ queryKey: ['emails'], queryFn: () => call(commands.emailsList()) });

export const useStarters = () =>
  useQuery({ queryKey: ['email-starters'], queryFn: () => call(commands.emailStarters()) });

export const useVariables = () =>
  useQuery({
    queryKey: ['email-variables'],
    queryFn: () => call(commands.emailVariables()),
    staleTime: Infinity,
  });

export const useSavedEmail = (id: number) =>
  useQuery({ queryKey: ['email', id], queryFn: () => call(commands.emailGet(id)) });

export const useSegments = () =>
  useQuery({
    queryKey: ['segments', 'names'],
    queryFn: () => call(commands.documentsList('segment')),
    select: (all) => all.map(({ id, name }) => ({ id, name })),
  });

export const useBrand = () =>
  useQuery({ queryKey: ['brand'], queryFn: () => call(commands.brandGet()) });

const readers = (search: string, segment: number | null, at: number | null) => ({
  queryKey: ['email-people', search, segment, at],
  queryFn: () => call(commands.emailPeople(search, segment, at)),
});

export const useReaders = (search: string, segment: number | null, at: number | null) =>
  useQuery({ ...readers(search, segment, at), placeholderData: keepPreviousData });

/** Knows who stands beside these before anybody steps there. */
export function useReadersAhead(search: string, segment: number | null, near: (number | null)[]) {
  const client = useQueryClient();
  const key = near.join(' ');
  useEffect(() => {
    const timer = setTimeout(() => {
      for (const at of key.split(' ').filter((n) => n !== '')) {
        void client.prefetchQuery(readers(search, segment, Number(at)));
      }
    }, 120);
    return () => {
      clearTimeout(timer);
    };
  }, [client, search, segment, key]);
}
