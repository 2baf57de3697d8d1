/** One saved segment: chosen by its box, dragged onto a folder by its grip, opened by its name. Its menu is made when it is asked for. */
import { ActionIcon, Menu } from '@mantine/core';
import { IconDots } from '@tabler/icons-react';
import { useState } from 'react';
import { Link } from 'wouter';
import type { SegmentRow } from '../../../api';
import { count, daysAgo, noun, percent } from '../../../format';
import { RowBox, useRowGrip } from '../../../parts/folders';
import { Said } from '../Said';
import styles from './list.module.css';

export type RowProps = {
  segment: SegmentRow;
  chosen: boolean;
  onChoose: (id: number, stretch: boolean) => void;
  onMenu: (what: 'copy' | 'archive' | 'delete', segment: SegmentRow) => void;
};

export function Row({ segment, chosen, onChoose, onMenu }: RowProps) {
  const { id, name } = segment;
  const { grip, isDragging } = useRowGrip('segment', segment);
  return (
    <li
      className={styles.row}
      data-chosen={chosen || undefined}
      data-dragged={isDragging || undefined}
    >
      <RowBox row={segment} chosen={chosen} onChoose={onChoose} />
      <Link href={`/segments/${String(id)}`} className={styles.words}>
        <span className={styles.name} dir="auto">
          {name}
        </span>
        {segment.problem ? (
          <span className={styles.problem}>
            <Said text={segment.problem} />
          </span>
        ) : (
          <span className={styles.sentence}>
            <Said text={segment.sentence} />
          </span>
        )}
      </Link>
      <span className={styles.figure}>
        <b>{count(segment.count)}</b> {noun(segment.count ?? 0, 'person', 'people')}
        <small>
          {segment.count !== null && segment.of > 0
            ? `${percent(segment.count / segment.of)} of all`
            : ''}
        </small>
      </span>
      <span className={styles.updated}>changed {daysAgo(segment.updated_at)}</span>
      <RowMenu segment={segment} onMenu={onMenu} />
      {grip}
    </li>
  );
}

function RowMenu({ segment, onMenu }: Pick<RowProps, 'segment' | 'onMenu'>) {
  const [open, setOpen] = useState<boolean | null>(null);
  const button = (
    <ActionIcon
      c="var(--ink-soft)"
      aria-label={`More for ${segment.name}`}
      aria-haspopup="menu"
      aria-expanded={open ?? false}
      onClick={() => {
        setOpen((o) => !(o ?? false));
      }}
    >
      <IconDots size={17} stroke={1.6} />
    </ActionIcon>
  );
  if (open === null) return button;
  return (
    <Menu position="bottom-end" width={190} opened={open} onChange={setOpen}>
      <Menu.Target>{button}</Menu.Target>
      <Menu.Dropdown>
        <Menu.Item component={Link} href={`/segments/${String(segment.id)}`}>
          Open and rename
        </Menu.Item>
        <Menu.Item
          onClick={() => {
            onMenu('copy', segment);
          }}
        >
          Duplicate
        </Menu.Item>
        <Menu.Item
          onClick={() => {
            onMenu('archive', segment);
          }}
        >
          {segment.archived ? 'Out of the archive' : 'Archive'}
        </Menu.Item>
        <Menu.Item
          color="brick"
          onClick={() => {
            onMenu('delete', segment);
          }}
        >
          Delete
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
