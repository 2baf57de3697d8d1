/** The focus goes with a block: into what was added, and along with what moves (React draws it anew elsewhere). */

const CAN_FOCUS =
  'button:not([disabled]), input:not([disabled]), [contenteditable="true"], a[href]';

const blockOf = (id: string): HTMLElement | null =>
  document.querySelector(`[data-block="${CSS.escape(id)}"]`);

/** Into its first text, else onto its handle. */
export function focusBlock(id: string): void {
  // A menu that closes gives the focus back first.
  setTimeout(() => {
    const block = blockOf(id);
    const text = block?.querySelector<HTMLElement>('[contenteditable="true"]');
    (text ?? block?.querySelector<HTMLElement>('[data-grip]'))?.focus();
    block?.scrollIntoView({ block: 'nearest' });
  }, 60);
}

/** Call it before the change. */
export function followBlock(id: string): void {
  const block = blockOf(id);
  const all = block ? [...block.querySelectorAll(CAN_FOCUS)] : [];
  const place = all.indexOf(document.activeElement as Element);
  requestAnimationFrame(() => {
    const there = blockOf(id);
    there?.scrollIntoView({ block: 'nearest' });
    if (place < 0 || there?.contains(document.activeElement)) return;
    there?.querySelectorAll<HTMLElement>(CAN_FOCUS)[place]?.focus();
  });
}
