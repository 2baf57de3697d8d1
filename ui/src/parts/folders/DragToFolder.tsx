/** Lets rows be dragged onto folders; one that is chosen takes the others that are chosen with it. */
import {
  DndContext,
  DragOverlay,
  PointerSensor,
  pointerWithin,
  useSensor,
  useSensors,
} from '@dnd-kit/core';
import { useState, type ReactNode } from 'react';
import { createPortal } from 'react-dom';
import type { Folder } from '../../api';
import drag from '../dragging/dragging.module.css';
import type { Kept } from './kept';

export type DragToFolderProps<T extends Kept> = {
  /** Such as "segments". */
  things: string;
  /** The rows that go along with this one. */
  with: (row: T) => T[];
  onDrop: (rows: T[], folder: Folder | null) => void;
  children: ReactNode;
};

export function DragToFolder<T extends Kept>(props: DragToFolderProps<T>) {
  const { things, with: along, onDrop, children } = props;
  const [rows, setRows] = useState<T[]>([]);
  const sensors = useSensors(useSensor(PointerSensor, { activationConstraint: { distance: 5 } }));
  const words = rows.length > 1 ? `${String(rows.length)} ${things}` : rows[0]?.name;
  const over = (folder: unknown) => (folder as { folder: Folder | null }).folder?.name ?? 'all';
  return (
    <DndContext
      sensors={sensors}
      collisionDetection={pointerWithin}
      accessibility={{
        announcements: {
          onDragStart: () => 'Picked up.',
          onDragOver: (e) => (e.over ? `Over ${over(e.over.data.current)}.` : 'Over no folder.'),
          onDragEnd: (e) => (e.over ? `Dropped on ${over(e.over.data.current)}.` : 'Put back.'),
          onDragCancel: () => 'Put back.',
        },
      }}
      onDragStart={({ active }) => {
        setRows(along((active.data.current as { row: T }).row));
      }}
      onDragCancel={() => {
        setRows([]);
      }}
      onDragEnd={({ over: target }) => {
        setRows([]);
        if (!target) return;
        const { folder } = target.data.current as { folder: Folder | null };
        if (rows.some((r) => r.folder !== (folder?.id ?? null))) onDrop(rows, folder);
      }}
    >
      {children}
      {createPortal(
        <DragOverlay dropAnimation={null}>
          {words !== undefined && (
            <div className={drag.ghost} dir="auto">
              {words}
            </div>
          )}
        </DragOverlay>,
        document.body,
      )}
    </DndContext>
  );
}
