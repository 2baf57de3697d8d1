/** Above the list: search as you type and the order; or, when some are chosen, what can be done with them. */
import { Button, Menu, NativeSelect, TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import type { Folder, SegmentRow } from '../../../api';
import type { Arranging } from './arranging';
import type { Place, Sort } from './shown';
import styles from './list.module.css';

export type ToolbarProps = {
  search: string;
  onSearch: (text: string) => void;
  sort: Sort;
  onSort: (sort: Sort) => void;
  place: Place;
  shown: SegmentRow[];
  chosen: SegmentRow[];
  folders: Folder[];
  arranging: Arranging;
  onChoose: (ids: number[]) => void;
};

export function Toolbar(props: ToolbarProps) {
  const { search, onSearch, sort, onSort, shown, chosen } = props;
  return (
    <div className={styles.toolbar}>
      <TextInput
        aria-label="Search the segments"
        placeholder="Search names and sentences"
        leftSection={<IconSearch size={15} stroke={1.6} />}
        value={search}
        onChange={(e) => {
          onSearch(e.currentTarget.value);
        }}
        onKeyDown={(e) => {
          if (e.key === 'Escape') onSearch('');
        }}
        style={{ flex: 1 }}
      />
      {chosen.length > 0 ? (
        <Chosen {...props} />
      ) : (
        <NativeSelect
          aria-label="Order"
          value={sort}
          onChange={(e) => {
            onSort(e.currentTarget.value as Sort);
          }}
          data={[
            { value: 'name', label: 'By name' },
            { value: 'people', label: 'Most people first' },
            { value: 'changed', label: 'Changed last first' },
          ]}
        />
      )}
      <p role="status" className="visually-hidden">
        {search ? `${String(shown.length)} found` : ''}
      </p>
    </div>
  );
}

function Chosen({ place, shown, chosen, folders, arranging, onChoose }: ToolbarProps) {
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
