import { describe, expect, it } from 'vitest';
import { fromDom, isEmptyText, pasted, toDom, type Mode } from './dom';
import { codeOf, labelOf, liquidIn, pieces, valueOf } from './liquid';

const through = (value: string, mode: Mode) => {
  const box = document.createElement('div');
  box.innerHTML = toDom(value, mode);
  return { box, again: fromDom(box, mode) };
};

describe('Liquid in a text', () => {
  it('reads a value, its filters and what stands there instead', () => {
    expect(valueOf("{{ person.first_name | default: 'there' }}")).toEqual({
      name: 'person.first_name',
      filters: [],
      fallback: 'there',
    });
    expect(valueOf('{{ person.spent | money | default: "a|b" }}')?.fallback).toBe('a|b');
    expect(valueOf('{{ 3 | plus: 1 }}')).toBeNull();
    expect(valueOf('{% if x %}')).toBeNull();
    expect(labelOf('person.first_name')).toBe('First name');
    expect(labelOf('last_order.number')).toBe('Last order number');
  });

  it('writes what it reads, and nothing that would end the value', () => {
    const value = { name: 'person.city', filters: ['upcase'], fallback: "o'clock" };
    expect(codeOf(value)).toBe('{{ person.city | upcase | default: "o\'clock" }}');
    expect(codeOf({ ...value, fallback: `it's "x" }}` })).not.toMatch(/}}.*}}/);
    expect(codeOf({ ...value, filters: [], fallback: '' })).toBe('{{ person.city }}');
    expect(valueOf(codeOf(value))).toEqual(value);
  });

  it('finds each piece', () => {
    expect(pieces('Hi {{ a }}, {% if b %}c').map((p) => p.text)).toEqual([
      'Hi ',
      '{{ a }}',
      ', ',
      '{% if b %}',
      'c',
    ]);
    expect(liquidIn('{{  a\n}} x {{ b }}')).toEqual(['{{ a }}', '{{ b }}']);
  });
});

describe('what the browser edits', () => {
  it('is saved as it was, chips and all', () => {
    const rich =
      '<p>Hi {{ person.first_name | default: \'a &amp; b\' }} <b>you</b><br>x &lt; y</p><ul><li><a href="{{ shop.website }}/x">go</a></li></ul>';
    const { box, again } = through(rich, 'rich');
    expect(again).toBe(rich);
    expect(box.querySelectorAll('[data-chip="value"]')).toHaveLength(1);
    expect(box.querySelector('[data-chip]')).toHaveAttribute('contenteditable', 'false');
    const line = 'Hello {{ person.city }} & <b> {% if x %}';
    expect(through(line, 'line').again).toBe(line);
    expect(through(line, 'line').box.querySelector('b')).toBeNull();
  });

  it('loses what is harmful and what a browser adds', () => {
    const { box } = through(
      '<p onclick="x">a<script>alert(1)</script><img src=x onerror=y><a href="javascript:x">b</a></p>',
      'rich',
    );
    expect(box.innerHTML).toBe('<p>ab</p>');
    box.innerHTML = '<p><ul><li>one</li></ul></p><div>a&nbsp;b\u200b</div><span>c</span>';
    expect(fromDom(box, 'rich')).toBe('<p></p><ul><li>one</li></ul><p></p><p>a b</p>c');
    expect(pasted('<h2 class="x">T</h2><table><td>cell</td></table>')).toBe('<p><b>T</b></p>cell');
    expect(toDom('<p title="{{ x }}">{{ "<img src=x onerror=y>" }}</p>', 'rich')).not.toMatch(
      /<img/,
    );
    expect(isEmptyText('<p>&nbsp;<br></p>')).toBe(true);
    expect(isEmptyText('<p>a</p>')).toBe(false);
  });
});
