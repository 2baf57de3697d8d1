/**
 * Tells the host whether the page is light or dark, so that the window's ground, title bar and dialogs are
 * too, and the next start does not flash. It changes nothing of the page itself.
 */
import { useComputedColorScheme, useMantineColorScheme } from '@mantine/core';
import { useEffect } from 'react';
import { call, commands, hasHost } from '../api';

export function useTellLook(): void {
  const { colorScheme } = useMantineColorScheme();
  const dark = useComputedColorScheme('light') === 'dark';
  useEffect(() => {
    if (!hasHost()) return;
    // A window that does not take its colours is no reason to disturb anybody.
    call(commands.windowLook({ choice: colorScheme, dark })).catch(() => undefined);
  }, [colorScheme, dark]);
}
