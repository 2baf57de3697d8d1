import { describe, expect, it } from 'vitest';
import type { EmailText } from '../../../api';
import { languageChoices, lost, missingIn } from './words';

const text = (place: string): EmailText => ({
  place,
  block: null,
  label: place,
  text: 'x',
  rich: false,
});

describe('a translation', () => {
  it('names what is missing, also what is only empty markup', () => {
    const texts = [text('subject'), text('a.text'), text('b.html')];
    const there = { subject: 'Hallo', 'b.html': '<p>&nbsp;</p>', gone: 'y' };
    expect(missingIn(texts, there).map((t) => t.place)).toEqual(['a.text', 'b.html']);
  });

  it('keeps the values of the reader; their fallback may be in another language', () => {
    const source =
      "Hi {{ person.first_name | default: 'there' }}, {{ person.city }} {{ person.city }}";
    expect(
      lost(source, "Hallo {{ person.first_name | default: 'du' }}, {{ person.city }}"),
    ).toEqual(['{{ person.city }}']);
    expect(lost(source, source)).toEqual([]);
    expect(lost('no values', '{{ more }}')).toEqual([]);
  });

  it('offers what is not there yet, by name', () => {
    const codes = languageChoices(['en', 'de']).map((l) => l.value);
    expect(codes).not.toContain('de');
    expect(codes[0]).toBe('ar');
  });
});
