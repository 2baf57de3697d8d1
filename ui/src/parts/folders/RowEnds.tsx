/** What every row of an arranged list has at its ends: the box that chooses it, and the grip that drags it onto a folder. */
import { Checkbox } from '@mantine/core';
import { useDraggable } from '@dnd-kit/core';
import { IconGripVertical } from '@tabler/icons-react';
import type { Kept, KeptKind } from './kept';
import styles from './folders.module.css';

type BoxProps = {
  row: Kept;
  chosen: boolean;
  onChoose: (id: number, stretch: boolean) => void;
};

export function RowBox({ row, chosen, onChoose }: BoxProps) {
  return (
    <Checkbox
      size="xs"
      aria-label={`Choose ${row.name}`}
      checked={chosen}
      onChange={() => undefined}
      onClick={(event) => {
        onChoose(row.id, event.shiftKey);
      }}
    />
  );
}

/** The row itself is told whether it is under way. */
export function useRowGrip(kind: KeptKind, row: Kept) {
  const { setNodeRef, listeners, isDragging } = useDraggable({
    id: `${kind}-${String(row.id)}`,
    data: { row },
  });
  const grip = (
    <span ref={setNodeRef} className={styles.grip} title="Drag onto a folder" {...listeners}>
      <IconGripVertical size={15} stroke={1.6} aria-hidden="true" />
    </span>
  );
  return { grip, isDragging };
}
