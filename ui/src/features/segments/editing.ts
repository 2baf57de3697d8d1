/** What every part of the tree may do to it, and the count under each node; given down by context. */
import { createContext, use } from 'react';
import { add, insert, remove, update, type RuleType } from 'react-querybuilder';
import type { Match, NodeCount } from '../../api';
import { intoNext, moveTo, outOf, type Spot } from './dragging/moves';
import { placeWords } from './dragging/words';
import { focusTree, followFocus } from './followFocus';
import {
  at,
  copyOf,
  isGroup,
  newGroup,
  newRule,
  pathKey,
  type Leaf,
  type Path,
  type Tree,
} from './tree';

export type Editing = {
  tree: Tree;
  /** `what` is the change in words ("remove a condition"); changes under one `key` in quick succession are one. */
  change: (tree: Tree, what: string, key?: string) => void;
  /** Says something to screen readers. */
  say: (text: string) => void;
  counts: ReadonlyMap<string, NodeCount>;
  /** A newer answer is on its way. */
  counting: boolean;
};

const Place = createContext<Editing | null>(null);

export const EditingPlace = Place.Provider;

export function useEditing(): Editing {
  const editing = use(Place);
  if (!editing) throw new Error('A part of the tree was drawn outside the editor.');
  return editing;
}

export const countOf = (e: Editing, path: Path): NodeCount | undefined =>
  e.counts.get(pathKey(path));

const kindOf = (e: Editing, path: Path): string => {
  const node = at(e.tree, path);
  return node && isGroup(node) ? 'a group' : 'a condition';
};

export const setLeaf = (e: Editing, path: Path, leaf: Leaf): void => {
  const key = `leaf ${at(e.tree, path)?.id ?? pathKey(path)}`;
  e.change(update(e.tree, 'value', leaf, path), 'change a condition', key);
};

export const setMatch = (e: Editing, path: Path, match: Match): void => {
  e.change(update(e.tree, 'combinator', match, path), 'join the conditions in another way');
};

export const addLeaf = (e: Editing, group: Path, leaf: Leaf): void => {
  e.change(add(e.tree, newRule(leaf), group), 'add a condition');
};

export const addGroup = (e: Editing, group: Path): void => {
  e.change(add(e.tree, newGroup('any'), group), 'add a group');
};

export const drop = (e: Editing, path: Path): void => {
  e.change(remove(e.tree, path), `remove ${kindOf(e, path)}`);
  focusTree();
};

/** Moves a node, with the focus; says where it is now, or that it can go no further. */
export const moveNode = (e: Editing, from: Path, spot: Spot | null): void => {
  const moved = spot && moveTo(e.tree, from, spot);
  if (!moved) {
    e.say('It cannot go there.');
    return;
  }
  followFocus(at(e.tree, from)?.id);
  e.change(moved.tree, `move ${kindOf(e, from)}`);
  e.say(placeWords(moved.tree, moved.path));
};

export const shift = (e: Editing, path: Path, to: 'up' | 'down'): void => {
  const group = path.slice(0, -1);
  const own = path.at(-1) ?? 0;
  moveNode(
    e,
    path,
    to === 'down' ? { group, index: own + 2 } : own > 0 ? { group, index: own - 1 } : null,
  );
};

export const moveOut = (e: Editing, path: Path): void => {
  moveNode(e, path, outOf(path));
};

export const moveIn = (e: Editing, path: Path): void => {
  moveNode(e, path, intoNext(e.tree, path));
};

export const duplicate = (e: Editing, path: Path): void => {
  const node = at(e.tree, path);
  if (node)
    e.change(insert(e.tree, copyOf(node) as RuleType, after(path)), `copy ${kindOf(e, path)}`);
};

/** Puts a node into a new group of its own, to be joined by others. */
export const wrap = (e: Editing, path: Path): void => {
  const node = at(e.tree, path);
  if (!node) return;
  followFocus(node.id);
  e.change(insert(remove(e.tree, path), newGroup('any', [node]), path), 'put into a group');
};

/** Takes a group's children out into its parent. */
export const unwrap = (e: Editing, path: Path): void => {
  const node = at(e.tree, path);
  if (!node || !isGroup(node) || path.length === 0) return;
  let tree = remove(e.tree, path);
  [...node.rules].reverse().forEach((child) => {
    tree = insert(tree, child, path);
  });
  e.change(tree, 'take conditions out of a group');
  focusTree();
};

const after = (path: Path): Path => [...path.slice(0, -1), (path.at(-1) ?? 0) + 1];
