/** The handle by which a condition or a group is dragged. It can have the focus, where the Alt keys move its row. */
import { useDraggable } from '@dnd-kit/core';
import { IconGripVertical } from '@tabler/icons-react';
import { useRef } from 'react';
import { useEditing } from '../editing';
import type { Path } from '../tree';
import { rowWords } from './words';
import styles from './dragging.module.css';

export function Grip({ id, path, group = false }: { id: string; path: Path; group?: boolean }) {
  const editing = useEditing();
  const button = useRef<HTMLButtonElement | null>(null);
  const data = {
    path,
    get words() {
      return rowWords(button.current?.closest('[data-node]') ?? null, editing.tree, path);
    },
  };
  const { attributes, listeners, setNodeRef, isDragging } = useDraggable({ id, data });
  return (
    <button
      type="button"
      ref={(element) => {
        button.current = element;
        setNodeRef(element);
      }}
      className={styles.grip}
      data-grip
      data-dragged={isDragging || undefined}
      aria-label={group ? 'Move this group' : 'Move this condition'}
      aria-describedby={attributes['aria-describedby']}
      {...listeners}
    >
      <IconGripVertical size={15} stroke={1.6} aria-hidden="true" />
    </button>
  );
}
