/** An email as a file: saved by the system's dialog, and one opened as an email of this shop under a free name. */
import {
  call,
  commands,
  pickFile,
  saveFile,
  type EmailSummary,
  type OpenedEmail,
} from '../../../api';
import { showDone } from '../../../parts';

const KINDS = [{ name: 'Email', extensions: ['json'] }];

/** A file name that every system takes. */
const fileName = (name: string): string => {
  const plain = name
    // eslint-disable-next-line no-control-regex
    .replaceAll(/[\u0000-\u001f\\/:*?"<>|\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, ' ')
    .replaceAll(/\s+/g, ' ')
    .replaceAll(/^[. ]+|[. ]+$/g, '');
  return `${plain || 'email'}.json`;
};

export async function shareEmail(row: EmailSummary): Promise<void> {
  const suggestedName = fileName(row.name);
  const path = await saveFile({ title: 'Save the email as a file', suggestedName, kinds: KINDS });
  if (path === null) return;
  const { name, email } = await call(commands.emailGet(row.id));
  await call(commands.emailFileSave(name, email, path));
  showDone('The email is saved as a file.');
}

/** Asks for a file; null when the person changed their mind. */
export const pickEmail = (): Promise<string | null> =>
  pickFile({ title: 'Open an email’s file', kinds: KINDS });

export const readEmail = (path: string): Promise<OpenedEmail> => call(commands.emailFileOpen(path));
