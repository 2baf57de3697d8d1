/** The tab Languages: in which the email is written, and each translation beside it. */
import { Button, Select, Tabs } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { call, commands } from '../../../api';
import { count } from '../../../format';
import { ErrorNote, Loading, showUndo } from '../../../parts';
import { useDesk } from '../desk/desk';
import { useBrand } from '../queries';
import { Translation } from './Translation';
import {
  languageChoices,
  languageName,
  marked,
  missingIn,
  staleIn,
  translate,
  type Words,
} from './words';
import styles from './languages.module.css';

export function Languages() {
  const { email, change } = useDesk();
  const brand = useBrand();
  const [settled] = useDebouncedValue(email, 200);
  const texts = useQuery({
    queryKey: ['email-texts', settled],
    queryFn: () => call(commands.emailTexts(settled)),
    placeholderData: keepPreviousData,
    gcTime: 30_000,
  });
  const written = email.language ?? brand.data?.language ?? 'en';
  const all = email.translations ?? {};
  const codes = Object.keys(all);
  const [open, setOpen] = useState<string | null>(null);
  const here = open !== null && codes.includes(open) ? open : (codes[0] ?? null);
  const add = (code: string) => {
    change(
      (now) => ({ ...now, translations: { ...now.translations, [code]: {} } }),
      `add ${languageName(code)}`,
    );
    setOpen(code);
  };
  const remove = (code: string) => {
    const words = all[code] ?? {};
    const marks = email.translated_from?.[code];
    change(
      (now) => ({
        ...now,
        translations: without(now.translations, code),
        translated_from: without(now.translated_from, code),
      }),
      `remove ${languageName(code)}`,
    );
    showUndo({
      message: `${languageName(code)} was removed.`,
      onUndo: () => {
        change(
          (now) => ({
            ...now,
            translations: { [code]: words, ...now.translations },
            ...(marks ? { translated_from: { [code]: marks, ...now.translated_from } } : {}),
          }),
          `bring back ${languageName(code)}`,
        );
      },
    });
  };
  return (
    <div className={styles.languages}>
      <div className={styles.row}>
        <Select
          size="xs"
          label="Written in"
          searchable
          allowDeselect={false}
          data={languageChoices(codes)}
          value={written}
          onChange={(code) => {
            if (code) change((now) => ({ ...now, language: code }), 'change the language');
          }}
        />
        <Select
          size="xs"
          label="Add a language"
          placeholder="Choose one"
          searchable
          data={languageChoices([...codes, written])}
          value={null}
          onChange={(code) => {
            if (code) add(code);
          }}
        />
      </div>
      <ErrorNote error={texts.error} onRetry={() => void texts.refetch()} />
      {!texts.data && texts.isLoading && <Loading label="Reading the texts" />}
      {codes.length === 0 && (
        <p className={styles.quiet}>
          Everybody reads it in {languageName(written)}. Add a language, and whoever speaks it gets
          the email in it; what is not translated stays as it is written.
        </p>
      )}
      {texts.data && here !== null && (
        <Tabs value={here} onChange={setOpen} keepMounted={false}>
          <Tabs.List>
            {codes.map((code) => {
              const words = all[code] ?? {};
              const missing = missingIn(texts.data, words).length;
              const stale = staleIn(texts.data, words, email.translated_from?.[code] ?? {}).length;
              return (
                <Tabs.Tab key={code} value={code}>
                  {languageName(code)}
                  {missing > 0 && <span className={styles.missing}> {count(missing)} missing</span>}
                  {stale > 0 && <span className={styles.missing}> {count(stale)} out of date</span>}
                </Tabs.Tab>
              );
            })}
          </Tabs.List>
          {codes.map((code) => (
            <Tabs.Panel key={code} value={code}>
              <Translation
                texts={texts.data}
                words={all[code] ?? {}}
                language={code}
                written={written}
                from={email.translated_from?.[code] ?? {}}
                onChange={(text, words) => {
                  change(
                    (now) => translate(now, code, text, words),
                    `translate into ${languageName(code)}`,
                    `${code} ${text.place}`,
                  );
                }}
                onKeep={(text) => {
                  change((now) => marked(now, code, text), 'keep a translation as it is');
                }}
              />
              <Button
                size="compact-sm"
                variant="subtle"
                color="brick"
                onClick={() => {
                  remove(code);
                }}
              >
                Remove {languageName(code)}
              </Button>
            </Tabs.Panel>
          ))}
        </Tabs>
      )}
    </div>
  );
}

function without(all: Record<string, Words> | undefined, code: string): Record<string, Words> {
  return Object.fromEntries(Object.entries(all ?? {}).filter(([own]) => own !== code));
}
