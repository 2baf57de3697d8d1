/**
 * Light, dark, or like the system. The choice is kept in this machine's local storage by Mantine's
 * manager (see App); nothing is sent to the host for it.
 */
import { SegmentedControl, useMantineColorScheme, type MantineColorScheme } from '@mantine/core';
import { IconDeviceDesktop, IconMoon, IconSun } from '@tabler/icons-react';
import styles from './SchemeToggle.module.css';

const CHOICES = [
  { value: 'light', name: 'Light', Icon: IconSun },
  { value: 'dark', name: 'Dark', Icon: IconMoon },
  { value: 'auto', name: 'Like the system', Icon: IconDeviceDesktop },
] as const;

export function SchemeToggle() {
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  return (
    <SegmentedControl
      aria-label="Light or dark"
      classNames={{ root: styles.root, indicator: styles.indicator, label: styles.label }}
      fullWidth
      withItemsBorders={false}
      size="xs"
      value={colorScheme}
      onChange={(value) => {
        setColorScheme(value as MantineColorScheme);
      }}
      data={CHOICES.map(({ value, name, Icon }) => ({
        value,
        label: (
          <span title={name} className={styles.choice}>
            <Icon size={15} stroke={1.6} aria-hidden="true" />
            <span className="visually-hidden">{name}</span>
          </span>
        ),
      }))}
    />
  );
}
