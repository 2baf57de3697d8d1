import { describe, expect, it } from 'vitest';
import type { Email, EmailBlock } from '../../../api';
import { cellKey, change, find, idsOf, insert, remove, ROOT, type Spot } from './blocks';
import { copyOf, translated } from './copies';
import { mayGo, moveTo, placeWords, spotBy, type Way } from './moves';

const text = (id: string): EmailBlock => ({ id, content: { kind: 'heading', text: id } });
const columns = (id: string, ...cells: EmailBlock[][]): EmailBlock => ({
  id,
  content: { kind: 'columns', cells },
});
const products: EmailBlock = {
  id: 'p',
  content: { kind: 'products', rule: { by: 'for_you' }, count: 3 },
};
// a (b c | d) e p
const letter = [text('a'), columns('k', [text('b'), text('c')], [text('d')]), text('e'), products];

const said = (blocks: EmailBlock[]): string =>
  blocks
    .map((b) => (b.content.kind === 'columns' ? `(${b.content.cells.map(said).join('|')})` : b.id))
    .join(' ');
const moved = (id: string, spot: Spot | null) => {
  const after = spot && moveTo(letter, id, spot);
  return after && said(after);
};
const by = (id: string, way: Way) => moved(id, spotBy(letter, id, way));

describe('moving blocks', () => {
  it('goes up and down in its list', () => {
    expect(by('e', 'up')).toBe('a e (b c|d) p');
    expect(by('a', 'down')).toBe('(b c|d) a e p');
    expect(by('c', 'up')).toBe('a (c b|d) e p');
    expect(by('a', 'up')).toBeNull();
    expect(by('d', 'down')).toBeNull();
  });

  it('goes into columns, through them and out of them', () => {
    expect(by('a', 'in')).toBe('(a b c|d) e p');
    expect(by('e', 'in')).toBe('a (b c|d e) p');
    expect(by('c', 'in')).toBe('a (b|d c) e p');
    expect(by('d', 'in')).toBe('a (b c|) d e p');
    expect(by('d', 'out')).toBe('a (b c d|) e p');
    expect(by('b', 'out')).toBe('a b (c|d) e p');
    expect(by('a', 'out')).toBeNull();
  });

  it('refuses what a column cannot hold, itself, and where it is', () => {
    const cell = cellKey('k', 0);
    expect(moved('p', { list: cell, index: 0 })).toBeNull();
    expect(moved('k', { list: cell, index: 0 })).toBeNull();
    expect(mayGo(letter, 'a', { list: ROOT, index: 1 })).toBe(false);
    expect(mayGo(letter, 'a', { list: 'gone:0', index: 0 })).toBe(false);
    const other = { ...text('o'), variants: [{ ...products, id: 'v', only_for: { segment: 1 } }] };
    expect(mayGo([...letter, other], 'o', { list: cell, index: 0 })).toBe(false);
  });

  it('keeps every block once, wherever it goes', () => {
    let moves = 0;
    for (const id of ['a', 'b', 'c', 'd', 'e', 'p', 'k'])
      for (const list of [ROOT, cellKey('k', 0), cellKey('k', 1)])
        for (let index = 0; index <= 4; index += 1) {
          const after = moveTo(letter, id, { list, index });
          if (!after) continue;
          moves += 1;
          expect([...idsOf({ blocks: after })].sort().join('')).toBe('abcdekp');
        }
    expect(moves).toBeGreaterThan(40);
  });

  it('says where it is', () => {
    expect(placeWords(letter, { list: ROOT, index: 1 })).toBe('place 2 of the letter');
    expect(placeWords(letter, { list: cellKey('k', 1), index: 1 })).toBe('the end of column 2');
  });
});

describe('the tree of blocks', () => {
  it('changes one and leaves the others the same objects', () => {
    const after = change(letter, 'd', (b) => ({ ...b, content: { kind: 'divider' } }));
    expect(after[0]).toBe(letter[0]);
    expect(after[1]).not.toBe(letter[1]);
    expect(find(after, 'd')?.block.content.kind).toBe('divider');
    expect(change(letter, 'nobody', (b) => ({ ...b }))).toBe(letter);
    expect(said(remove(letter, 'k'))).toBe('a e p');
    expect(said(insert(letter, { list: cellKey('k', 1), index: 0 }, text('n')))).toBe(
      'a (b c|n d) e p',
    );
  });

  it('finds a block by its variant, in a column of another variant', () => {
    const inner = { ...text('x'), variants: [{ ...text('y'), only_for: { segment: 1 } }] };
    const block: EmailBlock = {
      ...text('m'),
      variants: [{ ...columns('v', [inner], []), only_for: { segment: 2 } }],
    };
    expect(find([block], 'y')).toMatchObject({ block: { id: 'x' }, spot: { list: 'v:0' } });
    expect(find([block], 'v')?.block.id).toBe('m');
  });

  it('copies with ids of its own, translations included', () => {
    const email: Email = {
      version: 2,
      subject: '',
      blocks: letter,
      translations: { de: { 'b.text': 'Beh', subject: 'S' } },
    };
    const block = letter[1];
    if (!block) throw new Error('no block');
    const { copy, ids } = copyOf(block, idsOf(email));
    const both = [...idsOf({ blocks: [...letter, copy] })];
    expect(both).toHaveLength(7 + 4);
    expect(translated(email, ids).translations?.de).toEqual({
      'b.text': 'Beh',
      subject: 'S',
      [`${ids.get('b') ?? ''}.text`]: 'Beh',
    });
  });
});
