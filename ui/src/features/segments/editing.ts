/** What every part of the tree may do to it, and the count under each node; given down by context. */
import { createContext, use } from 'react';
import { add, insert, move, remove, update, type RuleType } from 'react-querybuilder';
import type { Match, NodeCount } from '../../api';
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
  change: (tree: Tree) => void;
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

export const setLeaf = (e: Editing, path: Path, leaf: Leaf): void => {
  e.change(update(e.tree, 'value', leaf, path));
};

export const setMatch = (e: Editing, path: Path, match: Match): void => {
  e.change(update(e.tree, 'combinator', match, path));
};

export const addLeaf = (e: Editing, group: Path, leaf: Leaf): void => {
  e.change(add(e.tree, newRule(leaf), group));
};

export const addGroup = (e: Editing, group: Path): void => {
  e.change(add(e.tree, newGroup('any'), group));
};

export const drop = (e: Editing, path: Path): void => {
  e.change(remove(e.tree, path));
};

export const shift = (e: Editing, path: Path, to: 'up' | 'down'): void => {
  e.change(move(e.tree, path, to));
};

export const duplicate = (e: Editing, path: Path): void => {
  const node = at(e.tree, path);
  if (node) e.change(insert(e.tree, copyOf(node) as RuleType, after(path)));
};

/** Puts a node into a new group of its own, to be joined by others. */
export const wrap = (e: Editing, path: Path): void => {
  const node = at(e.tree, path);
  if (node) e.change(insert(remove(e.tree, path), newGroup('any', [node]), path));
};

/** Takes a group's children out into its parent. */
export const unwrap = (e: Editing, path: Path): void => {
  const node = at(e.tree, path);
  if (!node || !isGroup(node) || path.length === 0) return;
  let tree = remove(e.tree, path);
  [...node.rules].reverse().forEach((child) => {
    tree = insert(tree, child, path);
  });
  e.change(tree);
};

const after = (path: Path): Path => [...path.slice(0, -1), (path.at(-1) ?? 0) + 1];
