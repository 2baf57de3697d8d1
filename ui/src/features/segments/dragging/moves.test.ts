import { describe, expect, it } from 'vitest';
import type { RuleType } from 'react-querybuilder';
import { newGroup, isGroup, type Tree } from '../tree';
import { intoNext, mayGo, moveTo, outOf, type Spot } from './moves';

const rule = (id: string): RuleType => ({ id, field: 'f', operator: 'is', value: id });
const group = (...rules: Tree['rules']) => newGroup('all', rules);
const said = (node: Tree['rules'][number]): string =>
  typeof node === 'string'
    ? node
    : isGroup(node)
      ? `(${node.rules.map(said).join(' ')})`
      : (node.id ?? '');

// (a b (c (d)) e)
const tree = group(rule('a'), rule('b'), group(rule('c'), group(rule('d'))), rule('e'));
const after = (from: number[], spot: Spot) => {
  const moved = moveTo(tree, from, spot);
  return moved && `${said(moved.tree)} ${moved.path.join('.')}`;
};

describe('moving', () => {
  it('goes up, down, in and out', () => {
    expect(after([0], { group: [], index: 2 })).toBe('(b a (c (d)) e) 1');
    expect(after([3], { group: [], index: 0 })).toBe('(e a b (c (d))) 0');
    expect(after([0], { group: [2], index: 1 })).toBe('(b (c a (d)) e) 1.1');
    expect(after([3], { group: [2, 1], index: 1 })).toBe('(a b (c (d e))) 2.1.1');
    expect(after([2, 1, 0], { group: [], index: 0 })).toBe('(d a b (c ()) e) 0');
    expect(after([2, 0], { group: [2, 1], index: 0 })).toBe('(a b ((c d)) e) 2.0.0');
    expect(after([2], { group: [], index: 4 })).toBe('(a b e (c (d))) 3');
  });

  it('refuses itself, where it is, and what is too deep', () => {
    expect(after([2], { group: [2, 1], index: 0 })).toBeNull();
    expect(after([1], { group: [], index: 1 })).toBeNull();
    expect(after([1], { group: [], index: 2 })).toBeNull();
    expect(after([], { group: [], index: 1 })).toBeNull();
    let deep = group(rule('x'));
    for (let i = 0; i < 7; i += 1) deep = group(deep);
    const spot = { group: Array.from({ length: 7 }, () => 0), index: 0 };
    const beside = { ...deep, rules: [...deep.rules, rule('y'), group(rule('z'))] };
    expect(mayGo(beside, [1], spot)).toBe(true);
    expect(mayGo(beside, [2], { group: [0, 0, 0, 0, 0, 0, 0], index: 0 })).toBe(true);
    expect(mayGo({ ...beside, rules: [...beside.rules, group(group(rule('z')))] }, [3], spot)).toBe(
      false,
    );
  });

  it('finds the way by keys', () => {
    expect(outOf([2, 1, 0])).toEqual({ group: [2], index: 2 });
    expect(outOf([1])).toBeNull();
    expect(intoNext(tree, [3])).toEqual({ group: [2], index: 2 });
    expect(intoNext(tree, [1])).toEqual({ group: [2], index: 0 });
    expect(intoNext(tree, [0])).toBeNull();
  });

  it('keeps every node once, wherever it goes', () => {
    const paths = [[0], [1], [2], [3], [2, 0], [2, 1], [2, 1, 0]];
    const letters = (text: string) =>
      [...text]
        .filter((c) => c >= 'a')
        .sort()
        .join('');
    let moves = 0;
    for (const from of paths)
      for (const to of [[], [2], [2, 1]])
        for (let index = 0; index <= 4; index += 1) {
          const moved = moveTo(tree, from, { group: to, index });
          if (!moved) continue;
          moves += 1;
          expect(letters(said(moved.tree))).toBe('abcde');
        }
    expect(moves).toBeGreaterThan(30);
  });
});
