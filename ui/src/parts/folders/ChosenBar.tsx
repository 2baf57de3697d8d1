/** What can be done with the rows that are chosen: moved, archived, deleted. */
import { Button, Menu } from '@mantine/core';
import type { Folder } from '../../api';
import type { Arranging } from './arranging';
import type { Kept, Place } from './kept';
import styles from './folders.module.css';

export type ChosenBarProps = {
  place: Place;
  shown: Kept[];
  chosen: Kept[];
  folders: Folder[];
  arranging: Arranging;
  onChoose: (ids: number[]) => void;
};

export function ChosenBar(props: ChosenBarProps) {
  const { place, shown, chosen, folders, arranging, onChoose } = props;
  const done = () => {
    onChoose([]);
  };
  return (
    <div className={styles.chosen} role="group" aria-label="What to do with those chosen">
      <span>{chosen.length} chosen</span>
      {chosen.length < shown.length && (
        <Button
          variant="subtle"
          size="compact-sm"
          onClick={() => {
            onChoose(shown.map((s) => s.id));
          }}
        >
          All {shown.length}
        </Button>
      )}
      <Menu position="bottom-end" width={220}>
        <Menu.Target>
          <Button variant="default" size="compact-sm">
            Move to…
          </Button>
        </Menu.Target>
        <Menu.Dropdown mah={320} style={{ overflowY: 'auto' }}>
          {[...folders, null].map((folder) => (
            <Menu.Item
              key={folder?.id ?? 0}
              onClick={() => {
                arranging.move(chosen, folder);
                done();
              }}
            >
              {folder ? <bdi>{folder.name}</bdi> : 'No folder'}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
      <Button
        variant="default"
        size="compact-sm"
        onClick={() => {
          arranging.archive(chosen, place === 'archive');
          done();
        }}
      >
        {place === 'archive' ? 'Out of the archive' : 'Archive'}
      </Button>
      <Button
        variant="default"
        c="brick"
        size="compact-sm"
        onClick={() => {
          arranging.remove(chosen);
          done();
        }}
      >
        Delete
      </Button>
      <Button variant="subtle" size="compact-sm" onClick={done}>
        Cancel
      </Button>
    </div>
  );
}
