/** Which rows are chosen: one by one, a stretch with Shift, or all that are shown. */
import { useState } from 'react';

export type Selection = {
  chosen: ReadonlySet<number>;
  toggle: (id: number, stretch: boolean) => void;
  set: (ids: number[]) => void;
};

export function useSelection(shown: number[]): Selection {
  const [ids, setIds] = useState<ReadonlySet<number>>(new Set());
  const [last, setLast] = useState<number | null>(null);
  // What a search hides is not chosen any more: nothing happens to what is not seen.
  const chosen = new Set(shown.filter((id) => ids.has(id)));
  const toggle = (id: number, stretch: boolean) => {
    const next = new Set(chosen);
    const [a, b] = [shown.indexOf(last ?? id), shown.indexOf(id)];
    const touched = stretch && a >= 0 ? shown.slice(Math.min(a, b), Math.max(a, b) + 1) : [id];
    const on = !chosen.has(id);
    for (const one of touched) {
      if (on) next.add(one);
      else next.delete(one);
    }
    setIds(next);
    setLast(id);
  };
  return {
    chosen,
    toggle,
    set: (all) => {
      setIds(new Set(all));
    },
  };
}
