/** What a value in a text does when nobody entered it; and the way to take it out. Opens at the chip. */
import { Button, Group, Popover, TextInput } from '@mantine/core';
import { useState } from 'react';
import { chipHtml } from './dom';
import { codeOf, labelOf, valueOf } from './liquid';
import styles from './text.module.css';

export function ChipEdit({ chip, onClose }: { chip: HTMLElement; onClose: () => void }) {
  const value = valueOf(chip.dataset.liquid ?? '');
  const [fallback, setFallback] = useState(value?.fallback ?? '');
  if (!value) return null;
  const keep = () => {
    const made = document.createElement('template');
    made.innerHTML = chipHtml(codeOf({ ...value, fallback: fallback.trim() || null }));
    const next = made.content.firstElementChild;
    if (next) chip.replaceWith(next);
    onClose();
  };
  return (
    <Popover opened onChange={onClose} position="bottom-start" width={280} trapFocus withinPortal>
      <Popover.Target>
        <span
          className={styles.anchor}
          style={{ left: chip.offsetLeft, top: chip.offsetTop + chip.offsetHeight }}
        />
      </Popover.Target>
      <Popover.Dropdown aria-label={labelOf(value.name)}>
        <form
          onSubmit={(event) => {
            event.preventDefault();
            keep();
          }}
        >
          <TextInput
            size="xs"
            label={`${labelOf(value.name)}: what if nobody entered it?`}
            placeholder="Nothing stands there"
            value={fallback}
            data-autofocus
            onChange={(e) => {
              setFallback(e.currentTarget.value);
            }}
          />
          <Group justify="space-between" mt="xs">
            <Button
              size="compact-xs"
              variant="subtle"
              color="brick"
              onClick={() => {
                chip.remove();
                onClose();
              }}
            >
              Take it out
            </Button>
            <Button size="compact-xs" type="submit">
              Keep
            </Button>
          </Group>
        </form>
      </Popover.Dropdown>
    </Popover>
  );
}
