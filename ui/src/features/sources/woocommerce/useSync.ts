/** A connected shop's reading: the task under way, if there is one, and the way to start it. */
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { call, commands, useTasks, type SourceInfo } from '../../../api';

export function useSync(shop: SourceInfo) {
  const client = useQueryClient();
  const mine = (useTasks().data ?? []).filter((t) => t.kind === 'sync' && t.label === shop.name);
  const running = mine.find((t) => t.phase === 'running');
  const start = useMutation({
    mutationFn: () => call(commands.syncStart(shop.id)),
    onSuccess: () => client.invalidateQueries({ queryKey: ['tasks'] }),
  });
  return { running, start };
}
