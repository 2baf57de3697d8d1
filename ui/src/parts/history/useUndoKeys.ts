/**
 * Ctrl+Z, Ctrl+Shift+Z and Ctrl+Y anywhere in the editor. Inside a text field they belong to its text first: only
 * when the text is as it was on entering do they reach further. A field marked `data-kept-text` has its typing in the
 * editor's own history: there they always act at once, as they do in text that is edited in place. A part that has
 * undone something of its own (the source editor) keeps the keys for itself by preventing their default.
 */
import { useEffect, useRef } from 'react';

const isText = (e: Element | null): e is HTMLInputElement | HTMLTextAreaElement =>
  e instanceof HTMLTextAreaElement ||
  (e instanceof HTMLInputElement && /^(?:text|search|number|email|url|tel|)$/.test(e.type));

export function useUndoKeys(undo: () => void, redo: () => void): void {
  const newest = useRef({ undo, redo });
  useEffect(() => {
    newest.current = { undo, redo };
  });
  useEffect(() => {
    let entered: { field: Element; text: string } | null = null;
    const onFocus = () => {
      const field = document.activeElement;
      entered = isText(field) ? { field, text: field.value } : null;
    };
    const onKey = (event: KeyboardEvent) => {
      if (!(event.ctrlKey || event.metaKey) || event.altKey || event.defaultPrevented) return;
      const key = event.key.toLowerCase();
      if (key !== 'z' && !(key === 'y' && !event.shiftKey)) return;
      const field = document.activeElement;
      const own = isText(field) && !field.hasAttribute('data-kept-text');
      if (own && entered?.field === field && entered.text !== field.value) return;
      if (document.querySelector('.mantine-Modal-content')) return;
      event.preventDefault();
      if (key === 'y' || event.shiftKey) newest.current.redo();
      else newest.current.undo();
      // What was undone into the field is its text now.
      setTimeout(onFocus, 0);
    };
    document.addEventListener('focusin', onFocus);
    document.addEventListener('keydown', onKey);
    onFocus();
    return () => {
      document.removeEventListener('focusin', onFocus);
      document.removeEventListener('keydown', onKey);
    };
  }, []);
}
