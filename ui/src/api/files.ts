/**
 * The system's own file dialogs and "open this with its usual program". The answer to a dialog is a
 * path, or null when the person changed their mind; that is not an error. Reading and writing the file
 * is the core's work: no file's content passes through here.
 */
import { open, save } from '@tauri-apps/plugin-dialog';
import { commands } from './bindings';
import { call } from './call';
import { ApiError } from './errors';

export type FileKind = { name: string; extensions: string[] };

export async function pickFile(ask: { title: string; kinds?: FileKind[] }): Promise<string | null> {
  return guarded(() =>
    open({ title: ask.title, filters: ask.kinds ?? [], multiple: false, directory: false }),
  );
}

export async function saveFile(ask: {
  title: string;
  suggestedName: string;
  kinds?: FileKind[];
}): Promise<string | null> {
  return guarded(() =>
    save({ title: ask.title, defaultPath: ask.suggestedName, filters: ask.kinds ?? [] }),
  );
}

export async function pickFolder(ask: { title: string }): Promise<string | null> {
  return guarded(() => open({ title: ask.title, multiple: false, directory: true }));
}

/** Opens a file that Regulars wrote with the program the system uses for it; the core refuses any other. */
export async function openPath(path: string): Promise<void> {
  await call(commands.fileOpen(path));
}

async function guarded<T>(ask: () => Promise<T>): Promise<T> {
  try {
    return await ask();
  } catch (cause) {
    throw ApiError.from(cause);
  }
}
