/**
 * The editor's tree: react-querybuilder's groups and rules, each rule holding one of our conditions whole.
 * Its tools (add, remove, update, move) do the moving; here is only the way to and from the saved form.
 */
import { generateID, type RuleGroupType, type RuleType } from 'react-querybuilder';
import type { Match, Node as SegmentNode, Segment } from '../../api';

export type Leaf = Exclude<SegmentNode, { type: 'group' }>;
export type ConditionRule = RuleType<string, string, Leaf, Match> & { id: string };
export type Tree = RuleGroupType<RuleType, Match>;
export type Path = number[];

export function isGroup(node: RuleType | Tree): node is Tree {
  return 'rules' in node;
}

export const leafOf = (rule: RuleType): Leaf => rule.value as Leaf;

export function newGroup(match: Match, rules: Tree['rules'] = []): Tree {
  return { id: generateID(), combinator: match, rules };
}

export function newRule(leaf: Leaf): RuleType {
  return { id: generateID(), field: leaf.type, operator: 'is', value: leaf };
}

/** The saved form of a tree. */
export function toSegment(tree: Tree): Segment {
  return { version: 2, root: toNode(tree) };
}

function toNode(node: Tree['rules'][number]): SegmentNode {
  if (typeof node === 'string') throw new Error('A tree holds no words between its rules.');
  if (!isGroup(node)) return leafOf(node);
  return { type: 'group', match: node.combinator, children: node.rules.map(toNode) };
}

/** A single condition as the root gets a group around it: the editor always begins with one. */
export function toTree(segment: Segment): Tree {
  const root = fromNode(segment.root);
  return isGroup(root) ? root : newGroup('all', [root]);
}

function fromNode(node: SegmentNode): Tree | RuleType {
  if (node.type !== 'group') return newRule(node);
  return newGroup(node.match, node.children.map(fromNode));
}

/** A copy with ids of its own. */
export function copyOf(node: Tree | RuleType): Tree | RuleType {
  if (!isGroup(node)) return newRule(leafOf(node));
  return newGroup(node.combinator, node.rules.map(copyOf));
}

export function at(tree: Tree, path: Path): Tree | RuleType | undefined {
  let node: Tree | RuleType | undefined = tree;
  for (const i of path) node = node && isGroup(node) ? node.rules[i] : undefined;
  return node;
}

export const pathKey = (path: Path): string => path.join('.');
