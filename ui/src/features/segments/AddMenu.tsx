/** "Add a condition": the kinds in the shopkeeper's words, searchable by typing; and "Add a group". */
import { Button, Menu, TextInput } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { kindsOf } from './kinds';
import type { Leaf } from './tree';
import { useVocabulary } from './vocabulary';
import styles from './editor.module.css';

/** Mantine calls it a menu, but a menu holds no search field: it is a dialog with a menu in it. */
const asDialog = (dropdown: HTMLElement | null) => {
  dropdown?.setAttribute('role', 'dialog');
  dropdown?.setAttribute('aria-label', 'Add a condition');
  dropdown?.removeAttribute('aria-orientation');
};

export type AddMenuProps = { onAdd: (leaf: Leaf) => void; onAddGroup: () => void; deep?: boolean };

export function AddMenu({ onAdd, onAddGroup, deep }: AddMenuProps) {
  const words = useVocabulary();
  const [open, setOpen] = useState(false);
  const [search, setSearch] = useState('');
  const wanted = search.trim().toLowerCase();
  const groups = kindsOf(words)
    .map((g) => ({
      ...g,
      kinds: g.kinds.filter((k) => `${g.title} ${k.label}`.toLowerCase().includes(wanted)),
    }))
    .filter((g) => g.kinds.length > 0);
  return (
    <div className={styles.adders}>
      <Menu
        opened={open}
        onChange={(next) => {
          setOpen(next);
          setSearch('');
        }}
        position="bottom-start"
        width={280}
        trapFocus
        returnFocus
      >
        <Menu.Target>
          <Button
            variant="subtle"
            size="compact-sm"
            leftSection={<IconPlus size={15} stroke={1.8} />}
          >
            Add a condition
          </Button>
        </Menu.Target>
        <Menu.Dropdown ref={asDialog} mah={380} style={{ overflowY: 'auto' }}>
          <TextInput
            aria-label="Search the conditions"
            placeholder="Search"
            size="sm"
            value={search}
            data-autofocus
            onChange={(e) => {
              setSearch(e.currentTarget.value);
            }}
            onKeyDown={(e) => {
              const first = groups[0]?.kinds[0];
              if (e.key !== 'Enter' || !first || wanted === '') return;
              e.preventDefault();
              e.stopPropagation();
              setOpen(false);
              setSearch('');
              onAdd(first.make());
            }}
          />
          {groups.length > 0 && (
            <div role="menu" aria-label="Conditions">
              {groups.map((g) => (
                <div key={g.title}>
                  <Menu.Label>{g.title}</Menu.Label>
                  {g.kinds.map((k) => (
                    <Menu.Item
                      key={k.label}
                      onClick={() => {
                        onAdd(k.make());
                      }}
                    >
                      {k.label}
                    </Menu.Item>
                  ))}
                </div>
              ))}
            </div>
          )}
          {groups.length === 0 && <Menu.Label>There is no such condition</Menu.Label>}
        </Menu.Dropdown>
      </Menu>
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
