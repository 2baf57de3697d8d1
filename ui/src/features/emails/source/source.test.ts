import { Text } from '@codemirror/state';
import { describe, expect, it } from 'vitest';
import { diagnosticsOf, saidOf } from './mistakes';
import { between, inTheWay } from './turn';

describe('an email as source', () => {
  it('is what stands between the head and foot of every email', () => {
    expect(between('head\nsame\none\ntwo\nfoot', 'head\nsame\nfoot')).toBe('one\ntwo');
    expect(between('a\nb', 'a\nb')).toBe('');
    expect(between('x\nx\nx', 'x\nx')).toBe('x');
  });

  it('cannot say what differs from reader to reader', () => {
    const heading = { id: 'h', content: { kind: 'heading' as const, text: '' } };
    expect(inTheWay([heading])).toBeNull();
    expect(inTheWay([heading, { id: 'c', content: { kind: 'cart' } }])).toBe('Cart');
    const some = { ...heading, id: 'i', only_for: { segment: 1 } };
    expect(inTheWay([{ id: 'k', content: { kind: 'columns', cells: [[some], []] } }])).toBe(
      'Heading',
    );
  });

  it('marks mistakes at their lines, whatever the lines are', () => {
    const doc = Text.of(['one', 'two', '']);
    const at = (line: number | null, column: number | null) =>
      diagnosticsOf(doc, [{ line, column, sentence: 's' }]).map((d) => [d.from, d.to]);
    expect(at(2, 2)).toEqual([[5, 7]]);
    expect(at(99, 99)).toEqual([[8, 8]]);
    expect(at(null, null)).toEqual([[0, 3]]);
  });

  it('shows beside them what the check says of a line, as bad as it is', () => {
    const lint = { block: 'm', place: 'm.source', line: 2, column: 1, sentence: 's', fix: null };
    const said = saidOf(
      [
        { ...lint, id: 'unsupported_css', level: 'hint' },
        { ...lint, id: 'contrast_dark', level: 'warning' },
        { ...lint, id: 'liquid', level: 'problem' },
        { ...lint, id: 'alt_missing', level: 'warning', line: null },
        { ...lint, id: 'contrast_dark', level: 'warning', place: 'n.source' },
      ],
      'm.source',
    );
    const marks = diagnosticsOf(Text.of(['one', 'two']), said);
    expect(marks.map((m) => [m.from, m.severity])).toEqual([
      [4, 'info'],
      [4, 'warning'],
    ]);
  });
});
