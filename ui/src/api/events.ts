/**
 * What the host tells without being asked, all on one channel: a long task moved on, or what is on screen
 * may be out of date. App refreshes everything on the second, so a room rarely needs these hooks. Outside
 * the Tauri window they do nothing, so that a room can be looked at in a browser.
 */
import { listen } from '@tauri-apps/api/event';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import type { Event as HostEvent } from './bindings';
import { hasHost } from './errors';

export type { HostEvent };

/** The channel's name in src-tauri/host.rs. */
const CHANNEL = 'regulars';

export function onHostEvent(handler: (event: HostEvent) => void): () => void {
  if (!hasHost()) return () => undefined;
  let gone = false;
  const stop = listen<HostEvent>(CHANNEL, ({ payload }) => {
    if (!gone) handler(payload);
  });
  return () => {
    gone = true;
    void stop.then((unlisten) => {
      unlisten();
    });
  };
}

/** Calls `handler` for each event while the component is shown; the newest handler is always used. */
export function useHostEvent(handler: (event: HostEvent) => void): void {
  const newest = useRef(handler);
  useEffect(() => {
    newest.current = handler;
  });
  useEffect(
    () =>
      onHostEvent((event) => {
        newest.current(event);
      }),
    [],
  );
}

/** Asks every shown query anew when the host says that something changed. App calls it once. */
export function useRefreshOnChange(): void {
  const client = useQueryClient();
  useHostEvent((event) => {
    if (event.kind === 'changed') void client.invalidateQueries();
  });
}
