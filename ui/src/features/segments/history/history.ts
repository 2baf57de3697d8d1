/** What was done to a segment; the undoing itself is the same in every editor (parts/history). */
import * as steps from '../../../parts/history/history';
import type { Tree } from '../tree';
import { toSegment } from '../tree';

export { begin, redo, undo } from '../../../parts/history/history';

export type State = { name: string; tree: Tree };
export type Step = steps.Step<State>;
export type History = steps.History<State>;

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

export const record = (h: History, now: State, what: string, at: number, key?: string): History =>
  steps.record(h, { now, what, at, key }, (a, b) => formOf(a) === formOf(b));
