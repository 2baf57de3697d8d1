/** A place between two rows where something dragged can be let go; it shows as a line while it is the nearest. */
import { useDndContext, useDroppable } from '@dnd-kit/core';
import { useDragging, type Dragged } from './dragging';
import styles from './dragging.module.css';

/** `name` is unique among the places. */
export type GapProps = { name: string; spot: object };

export function Gap({ name, spot }: GapProps) {
  const { mayGo } = useDragging();
  const { active } = useDndContext();
  const dragged = active?.data.current as Dragged | undefined;
  const free = dragged !== undefined && mayGo(dragged.what, spot);
  const { setNodeRef, isOver } = useDroppable({
    id: `gap-${name}`,
    data: spot,
    disabled: !free,
  });
  return (
    <li
      ref={setNodeRef}
      className={styles.gap}
      data-gap={name}
      data-over={(free && isOver) || undefined}
      aria-hidden="true"
    />
  );
}
