/** The handle by which a row is dragged. It can have the focus, where the editor's keys move its row. */
import { useDraggable } from '@dnd-kit/core';
import { IconGripVertical } from '@tabler/icons-react';
import { useRef } from 'react';
import styles from './dragging.module.css';

export type GripProps = {
  id: string;
  what: unknown;
  label: string;
  /** What the ghost reads; given the grip itself, when the dragging begins. */
  words: (grip: Element | null) => string;
};

export function Grip({ id, what, label, words }: GripProps) {
  const button = useRef<HTMLButtonElement | null>(null);
  const data = {
    what,
    get words() {
      return words(button.current);
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
      aria-label={label}
      aria-describedby={attributes['aria-describedby']}
      {...listeners}
    >
      <IconGripVertical size={15} stroke={1.6} aria-hidden="true" />
    </button>
  );
}
