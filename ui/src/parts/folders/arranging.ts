/** What can be done with several documents of a list at once, each with its undo; and with their folders. */
import { useQueryClient } from '@tanstack/react-query';
import { call, commands, type Arrange, type Folder } from '../../api';
import { noun } from '../../format';
import { showFailure, showUndo } from '../toast';
import type { Kept, KeptKind } from './kept';

/** Everything about the documents of a kind lies under this key, their folders, too. */
export const keyOf = (kind: KeptKind): string => `${kind}s`;
export const foldersKey = (kind: KeptKind): string[] => [keyOf(kind), 'folders'];

export function useArranging(kind: KeptKind) {
  const client = useQueryClient();
  const refresh = () => client.invalidateQueries({ queryKey: [keyOf(kind)] });
  const arrange = async (ids: number[], change: Arrange) => {
    await call(commands.documentsArrange(kind, ids, change));
    await refresh();
  };
  const guarded = (work: () => Promise<unknown>) => {
    work().catch(showFailure);
  };
  const said = (rows: Kept[]) =>
    rows.length === 1 && rows[0]
      ? `“\u2068${rows[0].name}\u2069”`
      : `${String(rows.length)} ${keyOf(kind)}`;
  const are = (rows: Kept[]) => noun(rows.length, 'is', 'are');
  const ids = (rows: Kept[]) => rows.map((r) => r.id);

  return {
    move: (rows: Kept[], folder: Folder | null) => {
      guarded(async () => {
        await arrange(ids(rows), { to: 'folder', folder: folder?.id ?? null });
        showUndo({
          message: `${said(rows)} ${are(rows)} in ${folder ? `“\u2068${folder.name}\u2069”` : 'no folder'}.`,
          onUndo: async () => {
            for (const before of new Set(rows.map((r) => r.folder)))
              await arrange(ids(rows.filter((r) => r.folder === before)), {
                to: 'folder',
                folder: before,
              });
          },
        });
      });
    },
    archive: (rows: Kept[], back: boolean) => {
      guarded(async () => {
        await arrange(ids(rows), { to: back ? 'unarchive' : 'archive' });
        showUndo({
          message: `${said(rows)} ${are(rows)} ${back ? 'out of the archive' : 'archived'}.`,
          onUndo: () => arrange(ids(rows), { to: back ? 'archive' : 'unarchive' }),
        });
      });
    },
    remove: (rows: Kept[]) => {
      guarded(async () => {
        await arrange(ids(rows), { to: 'delete' });
        showUndo({
          message: `${said(rows)} ${are(rows)} deleted.`,
          onUndo: () => arrange(ids(rows), { to: 'restore' }),
        });
      });
    },
    saveFolder: async (id: number | null, name: string): Promise<Folder> => {
      const folder = await call(commands.folderSave(kind, id, name));
      await refresh();
      return folder;
    },
    removeFolder: (folder: Folder) => {
      guarded(async () => {
        const inside = await call(commands.folderDelete(kind, folder.id));
        await refresh();
        showUndo({
          message: `The folder “${folder.name}” is gone; what was in it is still here.`,
          onUndo: async () => {
            const again = await call(commands.folderSave(kind, null, folder.name));
            await arrange(inside, { to: 'folder', folder: again.id });
          },
        });
      });
    },
  };
}

export type Arranging = ReturnType<typeof useArranging>;
