import { describe, expect, it } from 'vitest';
import type { Segment } from '../../api';
import { add } from 'react-querybuilder';
import { duplicate, unwrap, wrap, type Editing } from './editing';
import { at, isGroup, newRule, pathKey, toSegment, toTree, type Tree } from './tree';

const bought: Segment['root'] = {
  type: 'activity',
  what: 'orders',
  measure: { of: 'count', compare: { op: 'at_least', value: 2 } },
};
const inGermany: Segment['root'] = {
  type: 'profile',
  field: 'country',
  is: { op: 'one_of', values: ['DE'] },
};
const segment: Segment = {
  version: 2,
  root: {
    type: 'group',
    match: 'all',
    children: [bought, { type: 'group', match: 'none', children: [inGermany] }],
  },
};

function editing(start: Segment): Editing & { now: () => Segment } {
  let tree: Tree = toTree(start);
  return {
    get tree() {
      return tree;
    },
    change: (next) => {
      tree = next;
    },
    counts: new Map(),
    counting: false,
    say: () => undefined,
    now: () => toSegment(tree),
  };
}

describe('the tree', () => {
  it('comes back as it was saved', () => {
    expect(toSegment(toTree(segment))).toEqual(segment);
  });

  it('puts a group around a single condition', () => {
    const tree = toTree({ version: 2, root: bought });
    expect(toSegment(tree).root).toEqual({ type: 'group', match: 'all', children: [bought] });
  });

  it('finds nodes by the same paths as the core', () => {
    const node = at(toTree(segment), [1, 0]);
    expect(node && !isGroup(node) && node.value).toEqual(inGermany);
    expect(pathKey([1, 0])).toBe('1.0');
  });

  it('groups, takes out and copies without losing anything', () => {
    const e = editing(segment);
    wrap(e, [0]);
    expect(e.now().root).toMatchObject({ children: [{ match: 'any', children: [bought] }, {}] });
    unwrap(e, [0]);
    expect(e.now()).toEqual(segment);
    duplicate(e, [1]);
    expect(e.now().root).toMatchObject({
      children: [bought, { match: 'none' }, { match: 'none' }],
    });
    const ids = e.tree.rules.map((r) => (typeof r === 'string' ? r : r.id));
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('adds into an inner group', () => {
    const tree = add(
      toTree(segment),
      newRule({ type: 'lifecycle', stages: ['new'] } as const),
      [1],
    );
    expect(toSegment(tree).root).toMatchObject({
      children: [{}, { children: [inGermany, { type: 'lifecycle' }] }],
    });
  });
});
