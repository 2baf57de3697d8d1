/** Conditions and groups are dragged by their grips, within the tree (see parts/dragging). */
import type { ReactNode } from 'react';
import { DragPlace as Place } from '../../../parts/dragging/DragPlace';
import type { Dragging } from '../../../parts/dragging/dragging';
import { moveNode, useEditing } from '../editing';
import type { Path } from '../tree';
import { mayGo, type Spot } from './moves';
import { spotWords } from './words';

const HELP =
  'Drag with the mouse, or press Alt with an arrow key: up and down move it, right puts it into the group beside it, left takes it out of its group.';

export function DragPlace({ children }: { children: ReactNode }) {
  const editing = useEditing();
  const dragging: Dragging<Path, Spot> = {
    mayGo: (path, spot) => mayGo(editing.tree, path, spot),
    spotWords: (spot) => spotWords(editing.tree, spot),
    move: (path, spot) => {
      moveNode(editing, path, spot);
    },
    help: HELP,
  };
  return <Place dragging={dragging}>{children}</Place>;
}
