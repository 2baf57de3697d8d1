/** A place between two rows where something dragged can be let go; it shows as a line while it is the nearest. */
import { useDroppable } from '@dnd-kit/core';
import { useDndContext } from '@dnd-kit/core';
import { useEditing } from '../editing';
import { pathKey } from '../tree';
import type { Dragged } from './DragPlace';
import { mayGo, type Spot } from './moves';
import styles from './dragging.module.css';

export function Gap({ group, index }: Spot) {
  const editing = useEditing();
  const { active } = useDndContext();
  const dragged = active?.data.current as Dragged | undefined;
  const free = dragged !== undefined && mayGo(editing.tree, dragged.path, { group, index });
  const { setNodeRef, isOver } = useDroppable({
    id: `gap-${pathKey(group)}-${String(index)}`,
    data: { group, index },
    disabled: !free,
  });
  return (
    <li
      ref={setNodeRef}
      className={styles.gap}
      data-gap={`${pathKey(group)}:${String(index)}`}
      data-over={(free && isOver) || undefined}
      aria-hidden="true"
    />
  );
}
