/** What can be done with a condition or a group beside changing its words: move, copy, group, remove. */
import { ActionIcon, Menu } from '@mantine/core';
import { IconDots } from '@tabler/icons-react';
import { intoNext, outOf } from './dragging/moves';
import { drop, duplicate, moveIn, moveOut, shift, unwrap, useEditing, wrap } from './editing';
import type { Path } from './tree';

export function RowMenu({ path, group = false }: { path: Path; group?: boolean }) {
  const editing = useEditing();
  const what = group ? 'group' : 'condition';
  return (
    <Menu position="bottom-end" width={250}>
      <Menu.Target>
        <ActionIcon c="var(--ink-soft)" size="sm" aria-label={`More for this ${what}`}>
          <IconDots size={16} stroke={1.6} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item
          onClick={() => {
            shift(editing, path, 'up');
          }}
          rightSection="Alt ↑"
        >
          Move up
        </Menu.Item>
        <Menu.Item
          onClick={() => {
            shift(editing, path, 'down');
          }}
          rightSection="Alt ↓"
        >
          Move down
        </Menu.Item>
        {intoNext(editing.tree, path) && (
          <Menu.Item
            onClick={() => {
              moveIn(editing, path);
            }}
            rightSection="Alt →"
          >
            Into the group beside it
          </Menu.Item>
        )}
        {outOf(path) && (
          <Menu.Item
            onClick={() => {
              moveOut(editing, path);
            }}
            rightSection="Alt ←"
          >
            Out of its group
          </Menu.Item>
        )}
        <Menu.Item
          onClick={() => {
            duplicate(editing, path);
          }}
        >
          Duplicate
        </Menu.Item>
        {group ? (
          <Menu.Item
            onClick={() => {
              unwrap(editing, path);
            }}
          >
            Take its conditions out
          </Menu.Item>
        ) : (
          <Menu.Item
            onClick={() => {
              wrap(editing, path);
            }}
          >
            Put into a group
          </Menu.Item>
        )}
        <Menu.Divider />
        <Menu.Item
          color="brick"
          onClick={() => {
            drop(editing, path);
          }}
          rightSection="Alt ⌫"
        >
          Remove this {what}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
