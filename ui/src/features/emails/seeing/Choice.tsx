/** A small button that opens a list of which one holds; it is coloured while another than the usual one does. */
import { ActionIcon, Menu, Tooltip } from '@mantine/core';
import { IconCheck } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import styles from './Seeing.module.css';

type Props<T extends string> = {
  label: string;
  icon: ReactNode;
  options: { value: T; label: string; hint?: string }[];
  value: T;
  usual: T;
  onChange: (value: T) => void;
};

export function Choice<T extends string>({
  label,
  icon,
  options,
  value,
  usual,
  onChange,
}: Props<T>) {
  const now = options.find((o) => o.value === value);
  return (
    <Menu position="bottom-end" width={260}>
      <Menu.Target>
        <Tooltip label={`${label}: ${now?.label ?? ''}`}>
          <ActionIcon
            variant={value === usual ? 'subtle' : 'light'}
            aria-label={`${label}: ${now?.label ?? ''}`}
          >
            {icon}
          </ActionIcon>
        </Tooltip>
      </Menu.Target>
      <Menu.Dropdown aria-label={label}>
        {options.map((option) => (
          <Menu.Item
            key={option.value}
            role="menuitemradio"
            aria-checked={option.value === value}
            rightSection={option.value === value ? <IconCheck size={14} /> : null}
            onClick={() => {
              onChange(option.value);
            }}
          >
            {option.label}
            {option.hint && <small className={styles.hint}>{option.hint}</small>}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
