/**
 * Everything around the rooms, in the order it is needed: look, cache, dialogs, notices, routes, shell.
 * It knows no room by name and fetches nothing.
 */
import { localStorageColorSchemeManager, MantineProvider } from '@mantine/core';
import { ModalsProvider } from '@mantine/modals';
import { Notifications } from '@mantine/notifications';
import { QueryClientProvider } from '@tanstack/react-query';
import { useState } from 'react';
import { Router } from 'wouter';
import { useHashLocation } from 'wouter/use-hash-location';
import { makeQueryClient } from './queryClient';
import { Routes } from './routes';
import { Shell } from './Shell';
import { ShopGate } from './ShopGate';
import { theme } from './theme';
import { cssVariablesResolver } from './variables';

export const COLOR_SCHEME_KEY = 'regulars-color-scheme';

// Without transitions in tests: what is asked for there is what stands at their end.
const env = import.meta.env.MODE === 'test' ? 'test' : 'default';

const colorScheme = localStorageColorSchemeManager({ key: COLOR_SCHEME_KEY });

export function App() {
  const [client] = useState(makeQueryClient);
  return (
    <MantineProvider
      theme={theme}
      cssVariablesResolver={cssVariablesResolver}
      colorSchemeManager={colorScheme}
      defaultColorScheme="auto"
      env={env}
    >
      <QueryClientProvider client={client}>
        <Router hook={useHashLocation}>
          <ModalsProvider>
            <Notifications position="bottom-center" limit={3} />
            <Shell>
              <ShopGate>
                <Routes />
              </ShopGate>
            </Shell>
          </ModalsProvider>
        </Router>
      </QueryClientProvider>
    </MantineProvider>
  );
}
