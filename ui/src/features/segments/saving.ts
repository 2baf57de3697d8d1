/** Saving, copying and deleting segments, each with what must be asked anew afterwards. */
import type { QueryClient } from '@tanstack/react-query';
import { call, commands, type Document, type Segment } from '../../api';
import { showUndo } from '../../parts';

const KEY = ['segments'];

export async function saveSegment(
  client: QueryClient,
  id: number | null,
  name: string,
  body: Segment,
): Promise<Document> {
  const saved = await call(commands.documentSave('segment', id, name, body));
  await client.invalidateQueries({ queryKey: KEY });
  return saved;
}

/** A second one with the same conditions; the name gets a number when it is taken. */
export async function copySegment(
  client: QueryClient,
  name: string,
  body: Segment,
): Promise<Document> {
  const taken = new Set(
    (await call(commands.documentsList('segment'))).map((d) => d.name.toLowerCase()),
  );
  let copy = `${name} (copy)`;
  for (let n = 2; taken.has(copy.toLowerCase()); n += 1) copy = `${name} (copy ${String(n)})`;
  return saveSegment(client, null, copy, body);
}

export async function deleteSegment(client: QueryClient, id: number, name: string): Promise<void> {
  await call(commands.documentDelete('segment', id));
  await client.invalidateQueries({ queryKey: KEY });
  showUndo({
    message: `“${name}” is deleted.`,
    onUndo: async () => {
      await call(commands.documentRestore('segment', id));
      await client.invalidateQueries({ queryKey: KEY });
    },
  });
}
