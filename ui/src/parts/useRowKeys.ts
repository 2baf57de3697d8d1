/**
 * The keyboard of a long list: one row is reachable by Tab, the arrows move that place, Enter opens the row.
 * Because only the visible rows exist, the wished row is first scrolled into view and focused once it is
 * there. It does not select anything.
 */
import { useEffect, useRef, useState, type KeyboardEvent, type RefObject } from 'react';

type Options = {
  count: number;
  pageSize: number;
  container: RefObject<HTMLElement | null>;
  reveal: (index: number) => void;
  onOpen: (index: number) => void;
};

export function useRowKeys({ count, pageSize, container, reveal, onOpen }: Options) {
  const [active, setActive] = useState(0);
  const wanted = useRef<number | null>(null);
  const current = Math.min(active, Math.max(0, count - 1));

  // After each drawing: has the row we are waiting for appeared?
  useEffect(() => {
    if (wanted.current === null) return;
    const row = container.current?.querySelector<HTMLElement>(
      `[data-row="${String(wanted.current)}"]`,
    );
    if (!row) return;
    wanted.current = null;
    row.focus({ preventScroll: true });
  });

  const moveTo = (index: number) => {
    const next = Math.max(0, Math.min(count - 1, index));
    wanted.current = next;
    setActive(next);
    reveal(next);
  };

  const steps: Record<string, (from: number) => number> = {
    ArrowDown: (from) => from + 1,
    ArrowUp: (from) => from - 1,
    PageDown: (from) => from + pageSize,
    PageUp: (from) => from - pageSize,
    Home: () => 0,
    End: () => count - 1,
  };

  return (index: number) => ({
    'data-row': index,
    tabIndex: index === current ? 0 : -1,
    onFocus: () => {
      setActive(index);
    },
    onClick: () => {
      onOpen(index);
    },
    onKeyDown: (event: KeyboardEvent<HTMLElement>) => {
      // A button or field inside the row keeps its keys.
      if (event.target !== event.currentTarget) return;
      const step = steps[event.key];
      if (step) moveTo(step(index));
      else if (event.key === 'Enter') onOpen(index);
      else return;
      event.preventDefault();
    },
  });
}
