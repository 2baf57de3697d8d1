/**
 * What was done to a segment, to be undone and done again at any depth: plain values, no React. Changes in quick
 * succession under one key (the letters of a name, a number being typed) are one step.
 */
import type { Tree } from '../tree';
import { toSegment } from '../tree';

export type State = { name: string; tree: Tree };
/** A state, and in words what leads from it to its neighbour. */
export type Step = { state: State; what: string };
export type History = {
  past: readonly Step[];
  now: State;
  future: readonly Step[];
  key?: string | undefined;
  at: number;
};

const TOGETHER_MS = 1500;

export const begin = (now: State, past: readonly Step[] = []): History => ({
  past,
  now,
  future: [],
  at: 0,
});

export const formOf = ({ name, tree }: State): string =>
  JSON.stringify([name.trim(), bare(toSegment(tree).root)]);

/** A definition without what says nothing: the host writes out, or leaves away, what is as it would be anyway. */
function bare(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(bare);
  if (typeof value !== 'object' || value === null) return value;
  const said = Object.entries(value)
    .map(([key, v]): [string, unknown] => [key, bare(v)])
    .filter(([, v]) => !saysNothing(v));
  return Object.fromEntries(said.sort(([a], [b]) => (a < b ? -1 : 1)));
}

const NOTHING = new Set(['null', '[]', '{}', 'false', '""', '{"kind":"ever"}', '"include"']);
const saysNothing = (value: unknown) => value === undefined || NOTHING.has(JSON.stringify(value));

export function record(h: History, now: State, what: string, at: number, key?: string): History {
  if (key !== undefined && key === h.key && at - h.at < TOGETHER_MS) {
    const last = h.past.at(-1);
    // Typed, and taken back in the text field: as if it had been undone here.
    if (last && formOf(last.state) === formOf(now)) {
      return { past: h.past.slice(0, -1), now, future: [{ state: h.now, what }], at };
    }
    return { ...h, now, future: [], at };
  }
  return { past: [...h.past, { state: h.now, what }], now, future: [], key, at };
}

export function undo(h: History): History {
  const last = h.past.at(-1);
  if (!last) return h;
  const future = [{ state: h.now, what: last.what }, ...h.future];
  return { past: h.past.slice(0, -1), now: last.state, future, at: 0 };
}

export function redo(h: History): History {
  const [next, ...future] = h.future;
  if (!next) return h;
  return { past: [...h.past, { state: h.now, what: next.what }], now: next.state, future, at: 0 };
}
