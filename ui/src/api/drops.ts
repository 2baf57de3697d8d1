/**
 * A file dropped on the window. The page never sees its content, only its path, which goes to the core. Outside
 * the Tauri window it does nothing.
 */
import { listen } from '@tauri-apps/api/event';
import { useEffect, useRef, useState } from 'react';
import { hasHost } from './errors';

type Drop = { paths: string[] };

/** Calls `handler` with the first dropped file's path; answers whether one hovers over the window now. */
export function useDroppedFile(handler: (path: string) => void): boolean {
  const [hovering, setHovering] = useState(false);
  const newest = useRef(handler);
  useEffect(() => {
    newest.current = handler;
  });
  useEffect(() => {
    if (!hasHost()) return;
    const stops = [
      listen('tauri://drag-enter', () => {
        setHovering(true);
      }),
      listen('tauri://drag-leave', () => {
        setHovering(false);
      }),
      listen<Drop>('tauri://drag-drop', ({ payload }) => {
        setHovering(false);
        const path = payload.paths[0];
        if (path !== undefined) newest.current(path);
      }),
    ];
    return () => {
      for (const stop of stops) {
        void stop.then((unlisten) => {
          unlisten();
        });
      }
    };
  }, []);
  return hovering;
}
