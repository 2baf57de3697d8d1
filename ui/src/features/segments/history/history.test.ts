import { describe, expect, it } from 'vitest';
import type { Node } from '../../../api';
import { newGroup, toTree } from '../tree';
import { begin, formOf, record, redo, undo, type History } from './history';

const tree = newGroup('all');
const named = (name: string) => ({ name, tree });
const type = (h: History, name: string, at: number) =>
  record(h, named(name), 'name it', at, 'name');

describe('the history', () => {
  it('takes quick typing together and goes back and forth at any depth', () => {
    let h = begin(named('A'));
    for (const [i, name] of ['AB', 'ABC', 'ABCD'].entries()) h = type(h, name, 100 + i);
    h = type(h, 'ABCDE', 9_000);
    h = record(h, { name: 'ABCDE', tree: newGroup('any') }, 'join them anew', 9_100);
    expect(h.past.map((s) => s.state.name)).toEqual(['A', 'ABCD', 'ABCDE']);
    const back = undo(undo(undo(h)));
    expect(back.now.name).toBe('A');
    expect(undo(back)).toBe(back);
    expect(back.future.map((s) => s.what)).toEqual(['name it', 'name it', 'join them anew']);
    expect(redo(redo(redo(back))).now).toEqual(h.now);
  });

  it('forgets what was undone when something else is done', () => {
    const h = undo(type(begin(named('A')), 'B', 10));
    expect(type(h, 'C', 20).future).toEqual([]);
  });

  it('understands what a text field itself took back', () => {
    const typed = type(type(begin(named('A')), 'AB', 10), 'ABC', 20);
    const taken = type(typed, 'A', 30);
    expect(taken.past).toEqual([]);
    expect(redo(taken).now.name).toBe('ABC');
  });

  it('takes what the host writes out or leaves away for the same', () => {
    const form = (condition: object) =>
      formOf({
        name: 'x',
        tree: toTree({
          version: 2,
          root: { type: 'group', match: 'all', children: [condition as Node] },
        }),
      });
    const measure = { of: 'count', compare: { op: 'at_least', value: 1 } };
    const short = { type: 'activity', what: 'orders', measure };
    const long = {
      what: 'orders',
      type: 'activity',
      filter: {},
      measure,
      window: { kind: 'ever' },
    };
    expect(form(long)).toBe(form(short));
    const lately = { ...short, window: { kind: 'last_days', days: 90 } };
    expect(form(lately)).not.toBe(form(short));
  });
});
