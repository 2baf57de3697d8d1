/**
 * The explanation at the right of the window: why is this person in, what does this number mean. A room
 * renders it anywhere; it appears in the shell's aside (or in place, where there is no shell). Escape and
 * the button close it. It holds no work: nothing that only lives here may be needed to go on.
 */
import { CloseButton } from '@mantine/core';
import { createContext, use, useId, type KeyboardEvent, type ReactNode } from 'react';
import { createPortal } from 'react-dom';
import styles from './SidePanel.module.css';

const Place = createContext<HTMLElement | null>(null);

/** Set by the shell: the element that panels are shown in. */
export const ExplanationPlace = Place.Provider;

export type SidePanelProps = { title: string; onClose: () => void; children: ReactNode };

export function SidePanel({ title, onClose, children }: SidePanelProps) {
  const place = use(Place);
  const id = useId();
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Escape') return;
    event.stopPropagation();
    onClose();
  };
  const panel = (
    <section aria-labelledby={id} className={styles.panel} onKeyDown={onKeyDown}>
      <div className={styles.head}>
        <h2 id={id} className={styles.title}>
          {title}
        </h2>
        <CloseButton aria-label="Close the explanation" onClick={onClose} />
      </div>
      {children}
    </section>
  );
  return place ? createPortal(panel, place) : panel;
}
