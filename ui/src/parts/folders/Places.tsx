/** The places at the left of the list: all, each folder (rows can be dropped on it), the archive; and a new folder. */
import { ActionIcon, Menu } from '@mantine/core';
import { useDroppable } from '@dnd-kit/core';
import { IconArchive, IconDots, IconFolder, IconFolderPlus, IconStack2 } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { Folder } from '../../api';
import { count } from '../../format';
import type { Arranging } from './arranging';
import type { Kept, Place } from './kept';
import styles from './folders.module.css';

export type PlacesProps = {
  rows: Kept[];
  folders: Folder[];
  place: Place;
  arranging: Arranging;
  onPlace: (place: Place) => void;
  /** Asks for a name; `null`: of a new folder. */
  onName: (folder: Folder | null) => void;
};

export function Places({ rows, folders, place, arranging, onPlace, onName }: PlacesProps) {
  const active = rows.filter((r) => !r.archived);
  const entry = (to: Place, label: ReactNode, n: number, icon: ReactNode) => (
    <button
      type="button"
      className={styles.place}
      aria-current={place === to || undefined}
      onClick={() => {
        onPlace(to);
      }}
    >
      {icon}
      <span className={styles.label}>{label}</span>
      <span className={styles.count}>{count(n)}</span>
    </button>
  );
  return (
    <nav aria-label="Folders" className={styles.places}>
      <Target id="all" folder={null}>
        {entry('all', 'All', active.length, <IconStack2 size={16} stroke={1.6} />)}
      </Target>
      {folders.map((f) => (
        <Target key={f.id} id={`folder-${String(f.id)}`} folder={f}>
          {entry(
            f.id,
            <bdi>{f.name}</bdi>,
            active.filter((r) => r.folder === f.id).length,
            <IconFolder size={16} stroke={1.6} />,
          )}
          <Menu position="bottom-end" width={180}>
            <Menu.Target>
              <ActionIcon
                size="sm"
                c="var(--ink-soft)"
                aria-label={`More for the folder ${f.name}`}
              >
                <IconDots size={15} stroke={1.6} />
              </ActionIcon>
            </Menu.Target>
            <Menu.Dropdown>
              <Menu.Item
                onClick={() => {
                  onName(f);
                }}
              >
                Rename
              </Menu.Item>
              <Menu.Item
                color="brick"
                onClick={() => {
                  if (place === f.id) onPlace('all');
                  arranging.removeFolder(f);
                }}
              >
                Delete the folder only
              </Menu.Item>
            </Menu.Dropdown>
          </Menu>
        </Target>
      ))}
      {entry(
        'archive',
        'Archive',
        rows.length - active.length,
        <IconArchive size={16} stroke={1.6} />,
      )}
      <button
        type="button"
        className={styles.make}
        onClick={() => {
          onName(null);
        }}
      >
        <IconFolderPlus size={16} stroke={1.6} /> New folder
      </button>
    </nav>
  );
}

function Target(props: { id: string; folder: Folder | null; children: ReactNode }) {
  const { setNodeRef, isOver } = useDroppable({ id: props.id, data: { folder: props.folder } });
  return (
    <div ref={setNodeRef} className={styles.target} data-over={isOver || undefined}>
      {props.children}
    </div>
  );
}
