/** What can be connected, and what is: asked by several pages of this folder under one key each. */
import { useQuery } from '@tanstack/react-query';
import { call, commands, useTasks } from '../../../api';

export const usePlatforms = () =>
  useQuery({
    queryKey: ['platforms'],
    queryFn: async () => commands.platformsList(),
    staleTime: Infinity,
  });

/** Their figures grow while one of them is read: then they are looked at again and again. */
export function useSources() {
  const reading = useTasks().data?.some((t) => t.kind === 'sync' && t.phase === 'running');
  return useQuery({
    queryKey: ['sources'],
    queryFn: () => call(commands.sourcesList()),
    refetchInterval: reading ? 2000 : false,
  });
}
