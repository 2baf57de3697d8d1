/** What a place and a node are called: on the ghost, and for whoever does not see it. */
import { count, noun } from '../../../format';
import { at, isGroup, type Path, type Tree } from '../tree';
import type { Spot } from './moves';

export function spotWords(tree: Tree, { group, index }: Spot): string {
  const target = at(tree, group);
  const size = target && isGroup(target) ? target.rules.length : 0;
  const inside =
    group.length === 0 ? 'the segment' : `the group at place ${String((group.at(-1) ?? 0) + 1)}`;
  if (index >= size) return `the end of ${inside}`;
  return `place ${String(index + 1)} of ${inside}`;
}

/** After a move: "Now place 2 of 3 in the group." */
export function placeWords(tree: Tree, path: Path): string {
  const parent = at(tree, path.slice(0, -1));
  const size = parent && isGroup(parent) ? parent.rules.length : 0;
  const inside = path.length === 1 ? 'the segment' : 'the group';
  return `Now place ${String((path.at(-1) ?? 0) + 1)} of ${String(size)} in ${inside}.`;
}

/** A row's phrase as it reads on the page; a group by its size and first phrase. */
export function rowWords(row: Element | null, tree: Tree, path: Path): string {
  const phrase = row?.querySelector('[data-phrase]')?.textContent.replaceAll(/\s+/g, ' ').trim();
  const node = at(tree, path);
  if (!node || !isGroup(node)) return phrase ?? 'This condition';
  const n = node.rules.length;
  const size = n === 0 ? 'An empty group' : `Group of ${count(n)} ${noun(n, 'condition')}`;
  return phrase ? `${size}: ${phrase}${n > 1 ? ' …' : ''}` : size;
}
