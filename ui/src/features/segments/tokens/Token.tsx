/**
 * A word of a phrase that can be changed: reads as text, is a button, and opens the control that fits.
 * Enter or a click opens, Escape closes and gives the focus back. `empty` marks what is not chosen yet. A word that
 * was added (see `place`) can be taken out: in the popover, or with Backspace.
 */
import { Popover } from '@mantine/core';
import { use, useEffect, useState, type ReactNode } from 'react';
import { AddedPlace, keepFocus } from './place';
import styles from './tokens.module.css';

export type TokenProps = {
  /** What the word is about, for screen readers: "How often". */
  label: string;
  text: string;
  empty?: boolean;
  quiet?: boolean;
  width?: number;
  children: (close: () => void) => ReactNode;
};

const FRESH_MS = 60;

export function Token({ label, text, empty, quiet, width = 280, children }: TokenProps) {
  const place = use(AddedPlace);
  const [open, setOpen] = useState(false);
  const [button, setButton] = useState<HTMLButtonElement | null>(null);
  const fresh = place?.fresh ?? false;
  useEffect(() => {
    if (!fresh || !button) return;
    const soon = setTimeout(() => {
      button.focus();
      setOpen(true);
    }, FRESH_MS);
    return () => {
      clearTimeout(soon);
    };
  }, [fresh, button]);
  const turn = (next: boolean) => {
    setOpen(next);
    if (next || !place) return;
    keepFocus(button);
    place.closed();
  };
  const remove = () => {
    keepFocus(button);
    place?.remove();
  };
  return (
    <Popover
      opened={open}
      onChange={turn}
      trapFocus
      returnFocus
      position="bottom-start"
      offset={6}
      shadow="md"
      width={width}
      withinPortal
    >
      <Popover.Target>
        <button
          ref={setButton}
          type="button"
          className={styles.token}
          data-token
          data-empty={empty === true || undefined}
          data-quiet={quiet === true || undefined}
          aria-label={`${label}: ${text}`}
          onClick={() => {
            turn(!open);
          }}
          onKeyDown={(event) => {
            const out = event.key === 'Backspace' || event.key === 'Delete';
            if (!out || event.altKey || !place) return;
            event.preventDefault();
            remove();
          }}
        >
          {text}
        </button>
      </Popover.Target>
      <Popover.Dropdown className={styles.dropdown} aria-label={label}>
        {children(() => {
          turn(false);
        })}
        {place && (
          <button type="button" className={styles.remove} onClick={remove}>
            Take this out
          </button>
        )}
      </Popover.Dropdown>
    </Popover>
  );
}
