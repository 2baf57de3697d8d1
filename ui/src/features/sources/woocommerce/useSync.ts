/** A connected shop's reading: the task under way, if there is one, and the ways to start and to stop it. */
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { call, cancelTask, commands, useTasks, type SourceInfo } from '../../../api';
import { showFailure } from '../../../parts';

export function useSync(shop: SourceInfo) {
  const client = useQueryClient();
  const [stopping, setStopping] = useState<number | null>(null);
  const mine = (useTasks().data ?? []).filter((t) => t.kind === 'sync' && t.label === shop.name);
  const running = mine.find((t) => t.phase === 'running');
  const start = useMutation({
    mutationFn: () => call(commands.syncStart(shop.id)),
    onSuccess: () => client.invalidateQueries({ queryKey: ['tasks'] }),
  });
  return {
    running,
    stopping: running !== undefined && stopping === running.id,
    start,
    stop: () => {
      if (!running) return;
      setStopping(running.id);
      cancelTask(running.id).catch(showFailure);
    },
  };
}
