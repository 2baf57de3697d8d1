/** The focus stays with a row that moves: React draws it anew in another group, so it is given back by place. */

const CAN_FOCUS = 'button:not([disabled]), input:not([disabled]), a[href]';

/** Call it before the change; the row is known by its node's id. */
export function followFocus(id: string | undefined): void {
  const row = id === undefined ? null : rowOf(id);
  const place = row
    ? [...row.querySelectorAll(CAN_FOCUS)].indexOf(document.activeElement as Element)
    : -1;
  if (id === undefined || place < 0) return;
  requestAnimationFrame(() => {
    if (rowOf(id)?.contains(document.activeElement)) return;
    const inside = rowOf(id)?.querySelectorAll<HTMLElement>(CAN_FOCUS);
    inside?.[Math.min(place, inside.length - 1)]?.focus();
  });
}

/** After a row is gone: its neighbour, or the tree as a whole. */
export function focusTree(): void {
  requestAnimationFrame(() => {
    if (document.activeElement && document.activeElement !== document.body) return;
    document.querySelector<HTMLElement>('[data-tree]')?.focus();
  });
}

const rowOf = (id: string): Element | null =>
  document.querySelector(`[data-node="${CSS.escape(id)}"]`);
