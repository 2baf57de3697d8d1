/** A source's reading: the task under way, if there is one, and the ways to start, pause and stop it. */
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { call, cancelTask, commands, useTasks, type SourceInfo } from '../../../api';

export function useSync(source: SourceInfo) {
  const client = useQueryClient();
  const fresh = () =>
    Promise.all([
      client.invalidateQueries({ queryKey: ['tasks'] }),
      client.invalidateQueries({ queryKey: ['sources'] }),
    ]);
  const running = (useTasks().data ?? []).find(
    (t) => t.kind === 'sync' && t.subject === source.id && t.phase === 'running',
  );
  const start = useMutation({
    mutationFn: () => call(commands.syncStart(source.id)),
    onSuccess: fresh,
  });
  const pause = useMutation({
    mutationFn: () => call(commands.syncPause(source.id)),
    onSuccess: fresh,
  });
  const stop = useMutation({ mutationFn: () => cancelTask(running?.id ?? -1) });
  return { running, start, pause, stop };
}

export type Sync = ReturnType<typeof useSync>;
