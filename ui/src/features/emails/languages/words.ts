/** What a translation lacks: texts that have none, and values of the reader that got lost in it. Pure. */
import type { Email, EmailText } from '../../../api';
import { liquidIn } from '../writing/text/liquid';

export type Words = Record<string, string>;

export const isMissing = (text: EmailText, words: Words): boolean =>
  (words[text.place] ?? '').replace(/<[^>]*>|&nbsp;/g, '').trim() === '';

export const missingIn = (texts: EmailText[], words: Words): EmailText[] =>
  texts.filter((t) => isMissing(t, words));

/** By place: the mark of the text from which it was translated. */
export type Marks = Record<string, string>;

/** Its text changed after it was translated; without a mark it counts as up to date. */
export const isStale = (text: EmailText, words: Words, from: Marks): boolean =>
  !isMissing(text, words) && from[text.place] !== undefined && from[text.place] !== text.mark;

export const staleIn = (texts: EmailText[], words: Words, from: Marks): EmailText[] =>
  texts.filter((t) => isStale(t, words, from));

/** The email with a translation and what it was made from. */
export const translate = (
  email: Email,
  language: string,
  text: EmailText,
  words: string,
): Email => ({
  ...marked(email, language, text),
  translations: {
    ...email.translations,
    [language]: { ...email.translations?.[language], [text.place]: words },
  },
});

/** The email with the translation of a text taken for up to date. */
export const marked = (email: Email, language: string, text: EmailText): Email => ({
  ...email,
  translated_from: {
    ...email.translated_from,
    [language]: { ...email.translated_from?.[language], [text.place]: text.mark },
  },
});

/** The values and tags that stand in the text more often than in its translation; fallbacks may be translated. */
export function lost(text: string, translation: string): string[] {
  const bare = (code: string) =>
    code.replace(/\|\s*default:\s*(?:'[^']*'|"[^"]*")/, '').replace(/\s+/g, ' ');
  const there = liquidIn(translation).map(bare);
  return liquidIn(text).filter((code) => {
    const at = there.indexOf(bare(code));
    if (at < 0) return true;
    there.splice(at, 1);
    return false;
  });
}

const names = new Intl.DisplayNames(['en'], { type: 'language', fallback: 'code' });

export function languageName(code: string): string {
  try {
    return names.of(code) ?? code;
  } catch {
    return code;
  }
}

/** Those that a shop is likely to write in, by name. */
export const LANGUAGES: string[] =
  'ar bg ca cs da de el en es et eu fa fi fr ga gl he hi hr hu id is it ja ko lt lv mt nb nl pl pt ro ru sk sl sr sv th tr uk vi zh'.split(
    ' ',
  );

export const languageChoices = (without: readonly string[]) =>
  LANGUAGES.filter((code) => !without.includes(code))
    .map((value) => ({ value, label: languageName(value) }))
    .sort((a, b) => a.label.localeCompare(b.label, 'en'));
