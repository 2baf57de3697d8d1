/** Finding an entry of a list by typing a part of its name, its group or its example. */
import type { Choice } from './Chooser';

/** Those in which every word that was typed occurs. */
export function fitting(choices: Choice[], search: string): Choice[] {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  return choices.filter((c) => {
    const text = `${c.group ?? ''} ${c.label} ${c.hint ?? ''}`.toLowerCase();
    return words.every((w) => text.includes(w));
  });
}

/** The first whose name itself holds what was typed, before one that only has it in its example. */
export function best(found: Choice[], search: string): number {
  const text = search.trim().toLowerCase();
  return Math.max(
    0,
    found.findIndex((c) => c.label.toLowerCase().includes(text)),
  );
}
