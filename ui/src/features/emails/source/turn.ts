/** The whole email as one block of source: what it is written as, without the head and foot that every email gets. */
import { call, commands, type Email, type EmailBlock } from '../../../api';
import { confirm } from '../../../parts';
import type { Desk } from '../desk/desk';
import { KIND_NAMES } from '../draft';
import { freeId, idsOf, mapLists } from '../writing/blocks';

/** What is chosen or left out for each reader cannot be said in source. */
const PLAIN = new Set([
  'heading',
  'text',
  'image',
  'button',
  'columns',
  'divider',
  'spacer',
  'social',
  'mjml',
]);

/** The first block that cannot become source; null when all can. */
export function inTheWay(blocks: EmailBlock[]): { id: string; name: string } | null {
  let found: { id: string; name: string } | null = null;
  mapLists(blocks, (list) => {
    for (const block of list) {
      const { kind } = block.content;
      const some = block.only_for != null || (block.variants ?? []).length > 0;
      if (found === null && (some || !PLAIN.has(kind)))
        found = { id: block.id, name: KIND_NAMES[kind] };
    }
    return list;
  });
  return found;
}

/** The lines of `full` between what it shares with `empty` at both ends. */
export function between(full: string, empty: string): string {
  const [a, b] = [full.split('\n'), empty.split('\n')];
  let head = 0;
  while (head < Math.min(a.length, b.length) && a[head] === b[head]) head += 1;
  let foot = 0;
  while (foot < Math.min(a.length, b.length) - head && a.at(-1 - foot) === b.at(-1 - foot)) {
    foot += 1;
  }
  return a.slice(head, a.length - foot).join('\n');
}

export async function turnIntoSource({ email, change, select, openTab }: Desk): Promise<void> {
  const obstacle = inTheWay(email.blocks);
  if (obstacle !== null) {
    openTab('write');
    select(obstacle.id);
    throw new Error(
      `“${obstacle.name}” differs from reader to reader, and source cannot say that. Remove it, or make it the same for everybody, first.`,
    );
  }
  const sure = await confirm({
    title: 'Turn the email into source?',
    body: 'Its blocks become one block of MJML and Liquid that is written by hand; they can no longer be edited where they stand. Undo brings them back.',
    confirmLabel: 'Turn it into source',
  });
  if (!sure) return;
  const bare: Email = { ...email, blocks: [] };
  const [full, empty] = await Promise.all([
    call(commands.emailSource(email)),
    call(commands.emailSource(bare)),
  ]);
  const source = between(full.mjml, empty.mjml).trim();
  if (source === '') throw new Error('There is nothing in the email to turn into source.');
  const id = freeId(idsOf(email), 'source');
  change(
    (now) => ({ ...now, blocks: [{ id, content: { kind: 'mjml', source } }] }),
    'turn into source',
  );
  select(id);
  openTab('source');
}
