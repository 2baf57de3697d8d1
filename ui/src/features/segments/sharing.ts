/** A segment as a file: saved by the system's dialog, and one opened into the editor as a draft, so that nothing is lost. */
import { call, commands, pickFile, saveFile, type Opened, type Segment } from '../../api';
import { showDone } from '../../parts';
import { keepDraft, newKey } from './drafts';

const KINDS = [{ name: 'Segment', extensions: ['json'] }];

/** A file name that every system takes. */
export const fileName = (name: string): string => {
  const plain = name
    // eslint-disable-next-line no-control-regex
    .replaceAll(/[\u0000-\u001f\\/:*?"<>|\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, ' ')
    .replaceAll(/\s+/g, ' ')
    .replaceAll(/^[. ]+|[. ]+$/g, '');
  return `${plain || 'segment'}.json`;
};

export async function shareSegment(name: string, definition: Segment): Promise<void> {
  const path = await saveFile({
    title: 'Save the segment as a file',
    suggestedName: fileName(name),
    kinds: KINDS,
  });
  if (path === null) return;
  await call(commands.segmentFileSave(name, definition, path));
  showDone('The segment is saved as a file.');
}

/** Asks for a file; null when the person changed their mind. */
export const pickSegment = (): Promise<string | null> =>
  pickFile({ title: 'Open a segment’s file', kinds: KINDS });

/** Reads the file and keeps it as a draft; answers with what was done to make it fit, and where to go on. */
export async function openSegment(path: string): Promise<{ opened: Opened; href: string }> {
  const opened = await call(commands.segmentFileOpen(path));
  const key = newKey();
  await keepDraft({ key, document: null, name: opened.name, body: opened.definition });
  return { opened, href: `/segments/draft/${key}` };
}
