/**
 * Lets rows be dragged by their grips: the nearest free place shows as a line, the ghost reads as the row, Escape
 * puts it back, and each step is said to screen readers. Keys that do the same are the editor's own. It works
 * with the pointer, not with the browser's own drag and drop, which the window needs for files.
 */
import {
  DndContext,
  DragOverlay,
  PointerSensor,
  useSensor,
  useSensors,
  type Announcements,
  type CollisionDetection,
  type DragStartEvent,
} from '@dnd-kit/core';
import { useState, type ReactNode } from 'react';
import { createPortal } from 'react-dom';
import { DraggingPlace, type Dragged, type Dragging } from './dragging';
import styles from './dragging.module.css';

/** The place whose line is nearest to the pointer; one whose group begins far to the right of it counts as farther. */
const nearest: CollisionDetection = ({
  droppableContainers,
  droppableRects,
  pointerCoordinates,
}) => {
  if (!pointerCoordinates) return [];
  const { x, y } = pointerCoordinates;
  const far = droppableContainers.flatMap((place) => {
    const rect = droppableRects.get(place.id);
    if (!rect || place.disabled) return [];
    const aside = Math.max(0, rect.left - x, x - rect.right);
    return [{ id: place.id, value: Math.abs(rect.top + rect.height / 2 - y) + aside / 4 }];
  });
  return far.sort((a, b) => a.value - b.value).slice(0, 1);
};

export type DragPlaceProps<What, Spot> = {
  dragging: Dragging<What, Spot>;
  children: ReactNode;
};

export function DragPlace<What, Spot>({ dragging, children }: DragPlaceProps<What, Spot>) {
  const [dragged, setDragged] = useState<Dragged | null>(null);
  const sensors = useSensors(useSensor(PointerSensor, { activationConstraint: { distance: 5 } }));
  const wordsOf = (active: DragStartEvent['active']) => (active.data.current as Dragged).words;
  const where = (over: { data: { current?: unknown } } | null) =>
    over ? dragging.spotWords(over.data.current as Spot) : 'no place';
  const announcements: Announcements = {
    onDragStart: ({ active }) => `Picked up: ${wordsOf(active)}.`,
    onDragOver: ({ over }) => `Over ${where(over)}.`,
    onDragEnd: ({ active, over }) => `${wordsOf(active)}: dropped at ${where(over)}.`,
    onDragCancel: ({ active }) => `${wordsOf(active)} stays where it was.`,
  };
  return (
    <DraggingPlace value={dragging as Dragging}>
      <DndContext
        sensors={sensors}
        collisionDetection={nearest}
        accessibility={{
          announcements,
          screenReaderInstructions: { draggable: dragging.help },
        }}
        onDragStart={({ active }) => {
          setDragged(active.data.current as Dragged);
        }}
        onDragCancel={() => {
          setDragged(null);
        }}
        onDragEnd={({ active, over }) => {
          setDragged(null);
          const { what } = active.data.current as Dragged;
          if (over) dragging.move(what as What, over.data.current as Spot);
        }}
      >
        <div data-dragging={dragged !== null || undefined} className={styles.place}>
          {children}
        </div>
        {createPortal(
          <DragOverlay dropAnimation={null}>
            {dragged && <div className={styles.ghost}>{dragged.words}</div>}
          </DragOverlay>,
          document.body,
        )}
      </DndContext>
    </DraggingPlace>
  );
}
