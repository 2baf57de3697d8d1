/** What this room asks the core, each under one key. */
import { keepPreviousData, useQuery } from '@tanstack/react-query';
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

export const useReaders = (search: string, segment: number | null, at: number | null) =>
  useQuery({
    queryKey: ['email-people', search, segment, at],
    queryFn: () => call(commands.emailPeople(search, segment, at)),
    placeholderData: keepPreviousData,
  });
