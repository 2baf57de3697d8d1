/** "Add a condition": the kinds in the shopkeeper's words, with an example each, found by typing; and "Add a group". */
import { Button, Popover } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { kindsOf } from './kinds';
import { Chooser } from './tokens/Chooser';
import tokens from './tokens/tokens.module.css';
import type { Leaf } from './tree';
import { useVocabulary } from './vocabulary';
import styles from './editor.module.css';

export type AddMenuProps = { onAdd: (leaf: Leaf) => void; onAddGroup: () => void; deep?: boolean };

export function AddMenu({ onAdd, onAddGroup, deep }: AddMenuProps) {
  const words = useVocabulary();
  const [open, setOpen] = useState(false);
  const kinds = open ? kindsOf(words) : [];
  return (
    <div className={styles.adders}>
      <Popover
        opened={open}
        onChange={setOpen}
        position="bottom-start"
        width={380}
        trapFocus
        returnFocus
        shadow="md"
      >
        <Popover.Target>
          <Button
            variant="subtle"
            size="compact-sm"
            leftSection={<IconPlus size={15} stroke={1.8} />}
            onClick={() => {
              setOpen((o) => !o);
            }}
          >
            Add a condition
          </Button>
        </Popover.Target>
        <Popover.Dropdown className={tokens.dropdown} aria-label="Conditions">
          <Chooser
            label="Search the conditions"
            choices={kinds.map((k, i) => ({ ...k, value: String(i) }))}
            onChoose={(i) => {
              const kind = kinds[Number(i)];
              setOpen(false);
              if (kind) onAdd(kind.make());
            }}
          />
        </Popover.Dropdown>
      </Popover>
      {!deep && (
        <Button
          variant="subtle"
          c="var(--ink-soft)"
          size="compact-sm"
          leftSection={<IconPlus size={15} stroke={1.8} />}
          onClick={onAddGroup}
        >
          Add a group
        </Button>
      )}
    </div>
  );
}
