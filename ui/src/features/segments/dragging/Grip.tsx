/** The handle by which a condition or a group is dragged. */
import { Grip as Handle } from '../../../parts/dragging/Grip';
import { useEditing } from '../editing';
import type { Path } from '../tree';
import { rowWords } from './words';

export function Grip({ id, path, group = false }: { id: string; path: Path; group?: boolean }) {
  const editing = useEditing();
  return (
    <Handle
      id={id}
      what={path}
      label={group ? 'Move this group' : 'Move this condition'}
      words={(grip) => rowWords(grip?.closest('[data-node]') ?? null, editing.tree, path)}
    />
  );
}
