/**
 * What was done in an editor, to be undone and done again at any depth: plain values, no React. Changes in quick
 * succession under one key (the letters of a name, a number being typed) are one step.
 */

/** A state, and in words what leads from it to its neighbour. */
export type Step<S> = { state: S; what: string };
export type History<S> = {
  past: readonly Step<S>[];
  now: S;
  future: readonly Step<S>[];
  key?: string | undefined;
  at: number;
};

const TOGETHER_MS = 1500;

export const begin = <S>(now: S, past: readonly Step<S>[] = []): History<S> => ({
  past,
  now,
  future: [],
  at: 0,
});

/** `at` is the time in milliseconds; `same` tells whether two states say the same. */
export type Recorded<S> = { now: S; what: string; at: number; key?: string | undefined };

export function record<S>(
  h: History<S>,
  { now, what, at, key }: Recorded<S>,
  same: (a: S, b: S) => boolean,
): History<S> {
  if (key !== undefined && key === h.key && at - h.at < TOGETHER_MS) {
    const last = h.past.at(-1);
    // Typed, and taken back in the text field: as if it had been undone here.
    if (last && same(last.state, now)) {
      return { past: h.past.slice(0, -1), now, future: [{ state: h.now, what }], at };
    }
    return { ...h, now, future: [], at };
  }
  return { past: [...h.past, { state: h.now, what }], now, future: [], key, at };
}

export function undo<S>(h: History<S>): History<S> {
  const last = h.past.at(-1);
  if (!last) return h;
  const future = [{ state: h.now, what: last.what }, ...h.future];
  return { past: h.past.slice(0, -1), now: last.state, future, at: 0 };
}

export function redo<S>(h: History<S>): History<S> {
  const [next, ...future] = h.future;
  if (!next) return h;
  return { past: [...h.past, { state: h.now, what: next.what }], now: next.state, future, at: 0 };
}
