/** What can be done with several segments at once, each with its undo; and with folders. */
import { useQueryClient } from '@tanstack/react-query';
import { call, commands, type Arrange, type Folder, type SegmentRow } from '../../../api';
import { noun } from '../../../format';
import { showFailure, showUndo } from '../../../parts';

export const FOLDERS = ['segments', 'folders'];

export function useArranging() {
  const client = useQueryClient();
  const refresh = () => client.invalidateQueries({ queryKey: ['segments'] });
  const arrange = async (ids: number[], change: Arrange) => {
    await call(commands.documentsArrange('segment', ids, change));
    await refresh();
  };
  const guarded = (work: () => Promise<unknown>) => {
    work().catch(showFailure);
  };
  const said = (rows: SegmentRow[]) =>
    rows.length === 1 && rows[0]
      ? `“\u2068${rows[0].name}\u2069”`
      : `${String(rows.length)} segments`;
  const are = (rows: SegmentRow[]) => noun(rows.length, 'is', 'are');
  const ids = (rows: SegmentRow[]) => rows.map((r) => r.id);

  return {
    move: (rows: SegmentRow[], folder: Folder | null) => {
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
    archive: (rows: SegmentRow[], back: boolean) => {
      guarded(async () => {
        await arrange(ids(rows), { to: back ? 'unarchive' : 'archive' });
        showUndo({
          message: `${said(rows)} ${are(rows)} ${back ? 'out of the archive' : 'archived'}.`,
          onUndo: () => arrange(ids(rows), { to: back ? 'archive' : 'unarchive' }),
        });
      });
    },
    remove: (rows: SegmentRow[]) => {
      guarded(async () => {
        await arrange(ids(rows), { to: 'delete' });
        showUndo({
          message: `${said(rows)} ${are(rows)} deleted.`,
          onUndo: () => arrange(ids(rows), { to: 'restore' }),
        });
      });
    },
    saveFolder: async (id: number | null, name: string): Promise<Folder> => {
      const folder = await call(commands.folderSave('segment', id, name));
      await refresh();
      return folder;
    },
    removeFolder: (folder: Folder) => {
      guarded(async () => {
        const inside = await call(commands.folderDelete('segment', folder.id));
        await refresh();
        showUndo({
          message: `The folder “${folder.name}” is gone; what was in it is still here.`,
          onUndo: async () => {
            const again = await call(commands.folderSave('segment', null, folder.name));
            await arrange(inside, { to: 'folder', folder: again.id });
          },
        });
      });
    },
  };
}

export type Arranging = ReturnType<typeof useArranging>;
