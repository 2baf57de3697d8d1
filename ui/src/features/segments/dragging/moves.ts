/** Where a condition or group may go, and the tree after it went: for the mouse and the keyboard alike. */
import { at, isGroup, type Path, type Tree } from '../tree';

/** Before the child at `index` of a group. */
export type Spot = { group: Path; index: number };

/** As deep as the editor lets groups be put into each other. */
export const DEEPEST = 8;

const starts = (path: Path, with_: Path) => with_.every((n, i) => path[i] === n);

const depthOf = (node: Tree['rules'][number]): number =>
  typeof node === 'string' || !isGroup(node) ? 0 : 1 + Math.max(0, ...node.rules.map(depthOf));

/** False where nothing would change, inside itself, and where it would be too deep. */
export function mayGo(tree: Tree, from: Path, { group, index }: Spot): boolean {
  const node = at(tree, from);
  const target = at(tree, group);
  if (!node || !target || !isGroup(target) || from.length === 0 || starts(group, from))
    return false;
  const same = group.length === from.length - 1 && starts(from, group);
  const own = from.at(-1) ?? 0;
  if (same && (index === own || index === own + 1)) return false;
  return group.length + depthOf(node) <= DEEPEST;
}

/** The tree with the node there, and the node's new path; `null` where it may not go. */
export function moveTo(tree: Tree, from: Path, spot: Spot): { tree: Tree; path: Path } | null {
  const node = at(tree, from);
  if (!node || !mayGo(tree, from, spot)) return null;
  const own = from.at(-1) ?? 0;
  const parent = from.slice(0, -1);
  const group = [...spot.group];
  let { index } = spot;
  // What stands behind the old place moves up by one.
  if (group.length === parent.length && starts(group, parent) && own < index) index -= 1;
  else if (group.length > parent.length && starts(group, parent)) {
    const step = group[parent.length] ?? 0;
    if (own < step) group[parent.length] = step - 1;
  }
  const without = changed(tree, parent, (rules) => rules.filter((_, i) => i !== own));
  const put = (rules: Tree['rules']) => [...rules.slice(0, index), node, ...rules.slice(index)];
  return { tree: changed(without, group, put), path: [...group, index] };
}

function changed(tree: Tree, path: Path, change: (rules: Tree['rules']) => Tree['rules']): Tree {
  const [step, ...rest] = path;
  if (step === undefined) return { ...tree, rules: change(tree.rules) };
  const inner = (rule: Tree['rules'][number], i: number) =>
    i === step && typeof rule !== 'string' && isGroup(rule) ? changed(rule, rest, change) : rule;
  return { ...tree, rules: tree.rules.map(inner) };
}

/** Alt+←: behind the group it is in. */
export function outOf(from: Path): Spot | null {
  if (from.length < 2) return null;
  return { group: from.slice(0, -2), index: (from.at(-2) ?? 0) + 1 };
}

/** Alt+→: to the end of the group before it, else to the beginning of the one after it. */
export function intoNext(tree: Tree, from: Path): Spot | null {
  const parent = from.slice(0, -1);
  const own = from.at(-1) ?? 0;
  const before = at(tree, [...parent, own - 1]);
  if (before && isGroup(before)) return { group: [...parent, own - 1], index: before.rules.length };
  const after = at(tree, [...parent, own + 1]);
  return after && isGroup(after) ? { group: [...parent, own + 1], index: 0 } : null;
}
