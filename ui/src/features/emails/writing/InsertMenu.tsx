/** Pieces that differ for each reader, by their meaning, so that nobody has to know Liquid by heart. */
import { ActionIcon, Menu, Tooltip } from '@mantine/core';
import { IconUserPlus } from '@tabler/icons-react';
import { useVariables } from '../queries';

const FILTERS: Record<string, string> = {
  'person.first_name': " | default: 'there'",
  'person.city': " | default: 'your town'",
  'person.spent': ' | money',
  'last_order.date': ' | date',
  today: ' | date',
};

export function InsertMenu({ onInsert }: { onInsert: (piece: string) => void }) {
  const variables = useVariables();
  const simple = (variables.data ?? []).filter(({ name }) => !name.startsWith('product'));
  return (
    <Menu position="bottom-end" width={280}>
      <Menu.Target>
        <Tooltip label="Insert something about the reader">
          <ActionIcon size="sm" aria-label="Insert something about the reader">
            <IconUserPlus size={14} />
          </ActionIcon>
        </Tooltip>
      </Menu.Target>
      <Menu.Dropdown mah={320} style={{ overflowY: 'auto' }}>
        {simple.map(({ name, meaning }) => (
          <Menu.Item
            key={name}
            onClick={() => {
              onInsert(`{{ ${name}${FILTERS[name] ?? ''} }}`);
            }}
          >
            {meaning.split(';')[0]}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
