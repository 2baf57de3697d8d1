/**
 * A room's saved documents: its folders and the archive at the left, search, order and choice above, the rows below. Rows
 * are chosen by their box and dragged onto folders by their grip. What a row looks like is the room's own.
 */
import { NativeSelect, TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { call, commands, type Folder } from '../../api';
import { plural } from '../../format';
import { NameDialog } from '../NameDialog';
import { foldersKey, keyOf, useArranging, type Arranging } from './arranging';
import { ChosenBar } from './ChosenBar';
import { DragToFolder } from './DragToFolder';
import { shownOf, type Kept, type KeptKind, type Order, type Place } from './kept';
import { Places } from './Places';
import { useSelection } from './useSelection';
import styles from './folders.module.css';

/** What a row is told beside its document. */
export type RowAt = {
  chosen: boolean;
  onChoose: (id: number, stretch: boolean) => void;
  arranging: Arranging;
};

export type ArrangedProps<T extends Kept> = {
  kind: KeptKind;
  rows: T[];
  /** What the search looks at, and in its words "names and sentences". */
  text: (row: T) => string;
  searched: string;
  orders: [Order<T>, ...Order<T>[]];
  row: (row: T, at: RowAt) => ReactNode;
};

export function Arranged<T extends Kept>(props: ArrangedProps<T>) {
  const { kind, rows, text, searched, orders } = props;
  const arranging = useArranging(kind);
  const [place, setPlace] = useState<Place>('all');
  const [search, setSearch] = useState('');
  const [order, setOrder] = useState(orders[0].label);
  const [naming, setNaming] = useState<{ folder: Folder | null } | null>(null);
  const found = useQuery({
    queryKey: foldersKey(kind),
    queryFn: () => call(commands.foldersList(kind)),
  });
  const folders = found.data ?? [];
  const { by } = orders.find((o) => o.label === order) ?? orders[0];
  const shown = shownOf(rows, place, search, text, by);
  const { chosen, toggle, set } = useSelection(shown.map((s) => s.id));
  const chosenRows = rows.filter((r) => chosen.has(r.id));
  const things = keyOf(kind);
  return (
    <DragToFolder
      things={things}
      with={(row: T) => (chosen.has(row.id) ? chosenRows : [row])}
      onDrop={arranging.move}
    >
      <div className={styles.room}>
        <Places
          {...{ rows, folders, place, arranging }}
          onPlace={setPlace}
          onName={(folder) => {
            setNaming({ folder });
          }}
        />
        <div>
          <div className={styles.toolbar}>
            <TextInput
              aria-label={`Search the ${things}`}
              placeholder={`Search ${searched}`}
              leftSection={<IconSearch size={15} stroke={1.6} />}
              value={search}
              onChange={(e) => {
                setSearch(e.currentTarget.value);
              }}
              onKeyDown={(e) => {
                if (e.key === 'Escape') setSearch('');
              }}
              style={{ flex: 1 }}
            />
            {chosenRows.length > 0 ? (
              <ChosenBar
                {...{ place, shown, folders, arranging }}
                chosen={chosenRows}
                onChoose={set}
              />
            ) : (
              <NativeSelect
                aria-label="Order"
                value={order}
                onChange={(e) => {
                  setOrder(e.currentTarget.value);
                }}
                data={orders.map((o) => o.label)}
              />
            )}
            <p role="status" className="visually-hidden">
              {search ? `${plural(shown.length, kind)} found` : ''}
            </p>
          </div>
          <ul className={styles.list}>
            {shown.map((row) =>
              props.row(row, { chosen: chosen.has(row.id), onChoose: toggle, arranging }),
            )}
          </ul>
          {shown.length === 0 && (
            <p className={styles.none}>
              {search
                ? `No ${kind} here has these words.`
                : place === 'archive'
                  ? 'Nothing is archived. What is archived goes on working wherever it is used.'
                  : place === 'all'
                    ? `All your ${things} are in the archive.`
                    : `Nothing here yet. Drag ${things} onto the folder, or choose some and move them.`}
            </p>
          )}
        </div>
      </div>
      {naming && (
        <NameDialog
          title={naming.folder ? 'Rename the folder' : 'New folder'}
          label="Name of the folder"
          name={naming.folder?.name ?? ''}
          most={60}
          confirm={naming.folder ? 'Rename' : 'Make the folder'}
          onSave={(name) => arranging.saveFolder(naming.folder?.id ?? null, name)}
          onClose={() => {
            setNaming(null);
          }}
        />
      )}
    </DragToFolder>
  );
}
