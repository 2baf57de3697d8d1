/** The saved segments: places at the left, search, order and choice above, the rows below. */
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useLocation } from 'wouter';
import { call, commands, type Folder, type Segment, type SegmentRow } from '../../../api';
import { showFailure } from '../../../parts';
import { copySegment } from '../saving';
import { FOLDERS, useArranging } from './arranging';
import { DragToFolder } from './DragToFolder';
import { FolderDialog } from './FolderDialog';
import { Places } from './Places';
import { Row } from './Row';
import { shownOf, type Place, type Sort } from './shown';
import { Toolbar } from './Toolbar';
import { useSelection } from './useSelection';
import styles from './list.module.css';

export function SavedSegments({ rows }: { rows: SegmentRow[] }) {
  const client = useQueryClient();
  const [, navigate] = useLocation();
  const arranging = useArranging();
  const [place, setPlace] = useState<Place>('all');
  const [search, setSearch] = useState('');
  const [sort, setSort] = useState<Sort>('name');
  const [naming, setNaming] = useState<{ folder: Folder | null } | null>(null);
  const found = useQuery({
    queryKey: FOLDERS,
    queryFn: () => call(commands.foldersList('segment')),
  });
  const folders = found.data ?? [];
  const shown = shownOf(rows, place, search, sort);
  const { chosen, toggle, set } = useSelection(shown.map((s) => s.id));
  const copy = async ({ id, name }: SegmentRow) => {
    const saved = await call(commands.documentGet('segment', id));
    const made = await copySegment(client, name, saved.body as unknown as Segment);
    navigate(`/segments/${String(made.id)}`);
  };
  const chosenRows = rows.filter((r) => chosen.has(r.id));
  return (
    <DragToFolder
      with={(segment) => (chosen.has(segment.id) ? chosenRows : [segment])}
      onDrop={arranging.move}
    >
      <div className={styles.saved}>
        <Places
          {...{ rows, folders, place, arranging }}
          onPlace={setPlace}
          onName={(folder) => {
            setNaming({ folder });
          }}
        />
        <div className={styles.main}>
          <Toolbar
            {...{ search, sort, place, shown, folders, arranging }}
            chosen={chosenRows}
            onSearch={setSearch}
            onSort={setSort}
            onChoose={set}
          />
          <ul className={styles.list}>
            {shown.map((s) => (
              <Row
                key={s.id}
                segment={s}
                chosen={chosen.has(s.id)}
                onChoose={toggle}
                onMenu={(what, segment) => {
                  if (what === 'copy') copy(segment).catch(showFailure);
                  else if (what === 'archive') arranging.archive([segment], segment.archived);
                  else arranging.remove([segment]);
                }}
              />
            ))}
          </ul>
          {shown.length === 0 && (
            <p className={styles.none}>
              {search
                ? 'No segment here has these words.'
                : place === 'archive'
                  ? 'Nothing is archived. What is archived goes on working wherever it is used.'
                  : 'Nothing here yet. Drag segments onto the folder, or choose some and move them.'}
            </p>
          )}
        </div>
      </div>
      {naming && (
        <FolderDialog
          folder={naming.folder}
          onSave={(name) => arranging.saveFolder(naming.folder?.id ?? null, name)}
          onClose={() => {
            setNaming(null);
          }}
        />
      )}
    </DragToFolder>
  );
}
