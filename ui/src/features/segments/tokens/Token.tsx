/**
 * A word of a phrase that can be changed: reads as text, is a button, and opens the control that fits.
 * Enter or a click opens, Escape closes and gives the focus back. `empty` marks what is not chosen yet.
 */
import { Popover } from '@mantine/core';
import { useState, type ReactNode } from 'react';
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

export function Token({ label, text, empty, quiet, width = 280, children }: TokenProps) {
  const [open, setOpen] = useState(false);
  const close = () => {
    setOpen(false);
  };
  return (
    <Popover
      opened={open}
      onChange={setOpen}
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
          type="button"
          className={styles.token}
          data-empty={empty === true || undefined}
          data-quiet={quiet === true || undefined}
          aria-label={`${label}: ${text}`}
          onClick={() => {
            setOpen((o) => !o);
          }}
        >
          {text}
        </button>
      </Popover.Target>
      <Popover.Dropdown className={styles.dropdown} aria-label={label}>
        {children(close)}
      </Popover.Dropdown>
    </Popover>
  );
}
