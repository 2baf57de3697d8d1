/**
 * Alt+↑ and Alt+↓ move the row that holds the focus, Alt+→ puts it into the group beside it and Alt+← takes it out of
 * its own, Alt+Backspace removes it. The focus follows the row.
 */
import type { KeyboardEvent } from 'react';
import { drop, moveIn, moveOut, shift, useEditing } from './editing';
import type { Path } from './tree';

export function useRowKeys(path: Path) {
  const editing = useEditing();
  return {
    onKeyDown: (event: KeyboardEvent) => {
      if (!event.altKey || event.ctrlKey || event.metaKey) return;
      if (event.key === 'ArrowUp') shift(editing, path, 'up');
      else if (event.key === 'ArrowDown') shift(editing, path, 'down');
      else if (event.key === 'ArrowRight') moveIn(editing, path);
      else if (event.key === 'ArrowLeft') moveOut(editing, path);
      else if (event.key === 'Backspace') drop(editing, path);
      else return;
      event.preventDefault();
      event.stopPropagation();
    },
  };
}
