/**
 * A host for tests: answers commands by their Rust names, so that a room can be tested without a window.
 *
 *     fakeHost({ shop_info: shop, people_list: (args) => page(args) });
 *
 * A command it was not told of fails as an unknown command does; a function may throw { code, message }.
 * Taken down after each test by setup.ts.
 */
import { emit } from '@tauri-apps/api/event';
import { clearMocks, mockIPC } from '@tauri-apps/api/mocks';
import type { HostEvent } from '../api';

type Args = Record<string, unknown>;
export type Answers = Record<string, unknown>;

export function fakeHost(answers: Answers): void {
  mockIPC(
    (command, args) => {
      if (!(command in answers)) {
        throw { code: 'not_found', message: `The test's host does not know ${command}.` };
      }
      const answer = answers[command];
      return typeof answer === 'function'
        ? (answer as (args: Args) => unknown)(args as Args)
        : answer;
    },
    { shouldMockEvents: true },
  );
}

export const tell = (event: HostEvent): Promise<void> => emit('regulars', event);

export function removeHost(): void {
  if (!('__TAURI_INTERNALS__' in window)) return;
  clearMocks();
  Reflect.deleteProperty(window, '__TAURI_INTERNALS__');
}
