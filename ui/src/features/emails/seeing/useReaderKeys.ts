/** Left and right arrow step from reader to reader, unless the person is typing or moving within a control. */
import { useEffect, useRef } from 'react';

const BUSY =
  'input, textarea, select, [contenteditable="true"], [role="radiogroup"], [role="tablist"], [role="menu"], [role="dialog"], [role="listbox"]';

export function useReaderKeys(previous: () => void, next: () => void): void {
  const newest = useRef({ previous, next });
  useEffect(() => {
    newest.current = { previous, next };
  });
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
      if (event.target instanceof Element && event.target.closest(BUSY)) return;
      if (event.key === 'ArrowLeft') newest.current.previous();
      else if (event.key === 'ArrowRight') newest.current.next();
      else return;
      event.preventDefault();
    };
    window.addEventListener('keydown', onKeyDown);
    return () => {
      window.removeEventListener('keydown', onKeyDown);
    };
  }, []);
}
