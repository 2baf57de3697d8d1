/**
 * The frame of the window: rooms at the left, the work in the middle, and at the right a place for an
 * explanation that only exists while a room fills it (parts/SidePanel); under the work, what is running. It holds the keyboard's way around:
 * skip link, Ctrl+1…9. It knows nothing of what the rooms show.
 */
import { useRef, useState, type MouseEvent, type ReactNode } from 'react';
import { ExplanationPlace } from '../parts';
import { Navigation } from './Navigation';
import { TaskStrip } from './TaskStrip';
import { useRoomKeys } from './useRoomKeys';
import { useTellLook } from './useTellLook';
import { useUnsaved } from './useUnsaved';
import styles from './Shell.module.css';

export function Shell({ children }: { children: ReactNode }) {
  const main = useRef<HTMLElement>(null);
  const [aside, setAside] = useState<HTMLElement | null>(null);
  useTellLook();
  useUnsaved();
  useRoomKeys(() => main.current?.focus());

  const skip = (event: MouseEvent) => {
    // The address after # is the route, so the link must not change it.
    event.preventDefault();
    main.current?.focus();
  };

  return (
    <div className={styles.shell}>
      <a href="#main" className={styles.skip} onClick={skip}>
        Skip to the content
      </a>
      <Navigation />
      <main id="main" ref={main} tabIndex={-1} className={styles.main}>
        <ExplanationPlace value={aside}>{children}</ExplanationPlace>
      </main>
      <TaskStrip />
      <aside ref={setAside} aria-label="Explanation" className={styles.aside} />
    </div>
  );
}
