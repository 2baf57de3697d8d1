/** The cursor in a text that is edited in place: remembered when a menu takes the focus, given back for its choice. */
import { useCallback, useRef, type RefObject } from 'react';

export function useCaret(box: RefObject<HTMLElement | null>) {
  const range = useRef<Range | null>(null);
  const remember = useCallback(() => {
    const selection = window.getSelection();
    if (selection?.rangeCount && box.current?.contains(selection.anchorNode)) {
      range.current = selection.getRangeAt(0).cloneRange();
    }
  }, [box]);
  const restore = useCallback(() => {
    const here = box.current;
    if (!here) return;
    here.focus();
    const selection = window.getSelection();
    if (!selection) return;
    selection.removeAllRanges();
    if (range.current && here.contains(range.current.startContainer)) {
      selection.addRange(range.current);
    } else {
      selection.selectAllChildren(here);
      selection.collapseToEnd();
    }
  }, [box]);
  return { remember, restore };
}

/** After the text was replaced from outside while the cursor was in it. */
export function toEnd(box: HTMLElement): void {
  const selection = window.getSelection();
  selection?.selectAllChildren(box);
  selection?.collapseToEnd();
}

/** Puts markup of our own at the cursor, which comes to stand behind it: a browser's own insertion takes chips apart. */
export function putAtCaret(box: HTMLElement, markup: string): void {
  const selection = window.getSelection();
  if (!selection?.rangeCount || !box.contains(selection.anchorNode)) return;
  const made = document.createElement('template');
  made.innerHTML = markup;
  const last = made.content.lastChild;
  const range = selection.getRangeAt(0);
  range.deleteContents();
  range.insertNode(made.content);
  if (last) {
    range.setStart(last, last.textContent?.length ?? 0);
    if (!(last instanceof Text)) range.setStartAfter(last);
  }
  range.collapse(true);
  selection.removeAllRanges();
  selection.addRange(range);
}
