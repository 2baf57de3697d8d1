/**
 * What the host tells without being asked: progress of a sync, "the people changed", a finished export.
 * Rooms use the hooks; they take care of subscribing late and leaving early. Outside the Tauri window
 * they do nothing, so that a room can be looked at in a browser.
 */
import { listen } from '@tauri-apps/api/event';
import { useQueryClient, type QueryKey } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { hasHost } from './errors';

export function onHostEvent<T>(name: string, handler: (payload: T) => void): () => void {
  if (!hasHost()) return () => undefined;
  let gone = false;
  const stop = listen<T>(name, (event) => {
    if (!gone) handler(event.payload);
  });
  return () => {
    gone = true;
    void stop.then((unlisten) => {
      unlisten();
    });
  };
}

/** Calls `handler` for each event while the component is shown; the newest handler is always used. */
export function useHostEvent<T>(name: string, handler: (payload: T) => void): void {
  const newest = useRef(handler);
  useEffect(() => {
    newest.current = handler;
  });
  useEffect(
    () =>
      onHostEvent<T>(name, (payload) => {
        newest.current(payload);
      }),
    [name],
  );
}

/** Marks the queries under `key` as stale whenever the host sends the event. */
export function useRefreshOn(name: string, key: QueryKey): void {
  const client = useQueryClient();
  useHostEvent(name, () => void client.invalidateQueries({ queryKey: key }));
}
