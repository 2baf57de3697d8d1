/** One language: what is written at the left, its translation at the right; what is missing or lost is said. */
import { Button } from '@mantine/core';
import type { EmailText } from '../../../api';
import { plural } from '../../../format';
import { toDom } from '../writing/text/dom';
import { Editable } from '../writing/text/Editable';
import { labelOf, valueOf } from '../writing/text/liquid';
import {
  isMissing,
  isStale,
  languageName,
  lost,
  missingIn,
  staleIn,
  type Marks,
  type Words,
} from './words';
import text from '../writing/text/text.module.css';
import styles from './languages.module.css';

export type TranslationProps = {
  texts: EmailText[];
  words: Words;
  language: string;
  written: string;
  from: Marks;
  onChange: (text: EmailText, words: string) => void;
  /** It still says the same, though the text changed. */
  onKeep: (text: EmailText) => void;
};

export function Translation(props: TranslationProps) {
  const { texts, words, language, written, from, onChange, onKeep } = props;
  const missing = missingIn(texts, words);
  const stale = staleIn(texts, words, from);
  return (
    <div>
      <p className={styles.quiet} role="status">
        {missing.length === 0
          ? 'Everything is translated.'
          : `${plural(missing.length, 'text')} of ${String(texts.length)} still in ${languageName(written)}: ${[...new Set(missing.map((t) => t.label))].join(', ')}.`}
        {stale.length > 0 &&
          ` ${plural(stale.length, 'text')} changed after ${stale.length === 1 ? 'it was' : 'they were'} translated: ${[...new Set(stale.map((t) => t.label))].join(', ')}.`}
      </p>
      <ol className={styles.texts}>
        {texts.map((t) => {
          const said = words[t.place] ?? '';
          const gone = isMissing(t, words) ? [] : lost(t.text, said);
          const old = isStale(t, words, from);
          const mode = t.rich ? 'rich' : 'line';
          return (
            <li
              key={t.place}
              data-missing={isMissing(t, words) || undefined}
              data-stale={old || undefined}
            >
              <span className={styles.place}>{t.label}</span>
              <div className={styles.pair}>
                <div
                  className={`${text.place ?? ''} ${t.rich ? (text.rich ?? '') : ''}`}
                  lang={written}
                  // The small safe HTML of toDom: see text/dom.ts.
                  dangerouslySetInnerHTML={{ __html: shown(t) }}
                />
                <div className={styles.field} lang={language}>
                  <Editable
                    mode={mode}
                    label={`${t.label} in ${languageName(language)}`}
                    placeholder={`In ${languageName(language)}`}
                    value={said}
                    onChange={(next) => {
                      onChange(t, next);
                    }}
                  />
                </div>
              </div>
              {old && (
                <p className={styles.lost}>
                  {t.label} changed after this was translated.{' '}
                  <Button
                    size="compact-xs"
                    variant="subtle"
                    onClick={() => {
                      onKeep(t);
                    }}
                  >
                    It still says the same
                  </Button>
                </p>
              )}
              {gone.length > 0 && (
                <p className={styles.lost}>
                  Missing in the translation: {gone.map(valueWords).join(', ')}
                </p>
              )}
            </li>
          );
        })}
      </ol>
    </div>
  );
}

/** To be read: a link leads nowhere from here. */
const shown = (t: EmailText): string =>
  toDom(t.text, t.rich ? 'rich' : 'line')
    .replace(/<a [^>]*>/g, '<u>')
    .replaceAll('</a>', '</u>');

const valueWords = (code: string): string => {
  const value = valueOf(code);
  return value ? labelOf(value.name) : code;
};
