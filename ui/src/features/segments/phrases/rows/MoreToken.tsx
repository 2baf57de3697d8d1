/** "… more": what can be added to a phrase, and what can be asked in its place; nothing that is not used stands in it. */
import { Popover } from '@mantine/core';
import { useState } from 'react';
import { Chooser, type Choice } from '../../tokens/Chooser';
import styles from '../../tokens/tokens.module.css';

export type Extra = Omit<Choice, 'value'> & { act: () => void };

export function MoreToken({ extras, text = '… more' }: { extras: Extra[]; text?: string }) {
  const [open, setOpen] = useState(false);
  if (extras.length === 0) return null;
  return (
    <Popover
      opened={open}
      onChange={setOpen}
      trapFocus
      returnFocus
      position="bottom-start"
      offset={6}
      shadow="md"
      width={320}
      withinPortal
    >
      <Popover.Target>
        <button
          type="button"
          className={styles.more}
          data-token
          aria-label="More for this phrase"
          onClick={() => {
            setOpen((o) => !o);
          }}
        >
          {text}
        </button>
      </Popover.Target>
      <Popover.Dropdown className={styles.dropdown} aria-label="What can be added">
        <Chooser
          label="What to add or to ask instead"
          choices={extras.map((e, i) => ({ ...e, value: String(i) }))}
          onChoose={(i) => {
            setOpen(false);
            extras[Number(i)]?.act();
          }}
        />
      </Popover.Dropdown>
    </Popover>
  );
}
