/** A small button that opens a list of which one holds; it is coloured while another than the usual one does. */
import { ActionIcon, Menu } from '@mantine/core';
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
        <ActionIcon
          variant={value === usual ? 'subtle' : 'light'}
          aria-label={`${label}: ${now?.label ?? ''}`}
          title={`${label}: ${now?.label ?? ''}`}
        >
          {icon}
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown aria-label={label}>
        <Menu.RadioGroup
          value={value}
          onChange={(next) => {
            onChange(next as T);
          }}
        >
          {options.map((option) => (
            <Menu.RadioItem key={option.value} value={option.value} closeMenuOnClick>
              {option.label}
              {option.hint && <small className={styles.hint}>{option.hint}</small>}
            </Menu.RadioItem>
          ))}
        </Menu.RadioGroup>
      </Menu.Dropdown>
    </Menu>
  );
}
