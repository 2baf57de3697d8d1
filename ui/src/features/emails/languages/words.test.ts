import { describe, expect, it } from 'vitest';
import type { Email, EmailText } from '../../../api';
import { isStale, languageChoices, lost, marked, missingIn, staleIn, translate } from './words';

const text = (place: string): EmailText => ({
  place,
  block: null,
  label: place,
  text: 'x',
  mark: '',
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

  it('knows a translation that is older than its text, until it is written again or kept', () => {
    const text = {
      place: 'a.text',
      block: 'a',
      label: 'Heading',
      text: 'Hi',
      mark: '2',
      rich: false,
    };
    const email: Email = { version: 2, subject: '', blocks: [] };
    expect(isStale(text, { 'a.text': 'Hallo' }, {})).toBe(false);
    const before = translate(email, 'de', { ...text, mark: '1' }, 'Hallo');
    const words = before.translations?.de ?? {};
    expect(words).toEqual({ 'a.text': 'Hallo' });
    expect(staleIn([text], words, before.translated_from?.de ?? {})).toEqual([text]);
    expect(staleIn([text], { 'a.text': ' ' }, before.translated_from?.de ?? {})).toEqual([]);
    const kept = marked(before, 'de', text);
    expect(kept.translations).toEqual(before.translations);
    expect(staleIn([text], words, kept.translated_from?.de ?? {})).toEqual([]);
    const again = translate(before, 'de', text, 'Guten Tag');
    expect(staleIn([text], again.translations?.de ?? {}, again.translated_from?.de ?? {})).toEqual(
      [],
    );
  });
});
