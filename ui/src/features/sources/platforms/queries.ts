/** What can be connected, and what is: asked by several pages of this folder under one key each. */
import { useQuery } from '@tanstack/react-query';
import { call, commands } from '../../../api';

export const usePlatforms = () =>
  useQuery({
    queryKey: ['platforms'],
    queryFn: async () => commands.platformsList(),
    staleTime: Infinity,
  });

export const useSources = () =>
  useQuery({ queryKey: ['sources'], queryFn: () => call(commands.sourcesList()) });
