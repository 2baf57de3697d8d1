/**
 * One of the forms: looked at before anything is written, and copied or written into a folder. What Mailchimp's merge
 * tags cannot say is listed. The core writes; this only asks.
 */
import { Button, Chip, Group, NativeSelect } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { call, commands, pickFolder } from '../../../api';
import type { Email, ExportAs, ExportAsk, FieldMapping } from '../../../api';
import { ErrorNote, Loading, showDone, showFailure } from '../../../parts';
import { language as called } from '../seeing/languages';
import { Untranslated } from './Untranslated';
import styles from './exporting.module.css';

const FIELDS: (FieldMapping & { label: string })[] = [
  { tag: 'COUNTRY', source: 'country', label: 'Country' },
  { tag: 'CITY', source: 'city', label: 'City' },
  { tag: 'ORDERS', source: 'orders', label: 'Orders' },
  { tag: 'SPENT', source: 'spent', label: 'Total spent' },
  { tag: 'LASTORDER', source: 'last_order', label: 'Last order' },
];

/** The merge field for everybody's own code; the list for each reader has a column of this name. */
const CODE = 'CODE';

type Props = { kind: ExportAs; email: Email; name: string; person: number | null };

export function ExportOne({ kind, email, name, person }: Props) {
  const [tags, setTags] = useState<string[]>([]);
  const [language, setLanguage] = useState('');
  const fields = FIELDS.filter((f) => tags.includes(f.tag)).map(({ tag, source }) => ({
    tag,
    source,
  }));
  const mailchimp = kind === 'mailchimp';
  const ask: ExportAsk = {
    kind,
    person,
    language: mailchimp && language !== '' ? language : null,
    fields,
    codes: tags.includes(CODE) ? CODE : null,
  };
  const view = useQuery({
    queryKey: ['email-export', email, ask],
    queryFn: () => call(commands.emailExportView(email, ask)),
    gcTime: 30_000,
  });
  const write = useMutation({
    mutationFn: async () => {
      const folder = await pickFolder({ title: 'Where should it go?' });
      if (folder === null) return null;
      return call(commands.emailExport(email, name || 'Email', ask, folder));
    },
  });
  const copy = (what: string, text: string) => {
    navigator.clipboard.writeText(text).then(
      () => {
        showDone(`${what} copied.`);
      },
      (error: unknown) => {
        showFailure(error);
      },
    );
  };
  const done = write.data;
  const languages = Object.keys(email.translations ?? {});
  const ownCode = JSON.stringify(email.blocks).includes('"kind":"own"');
  return (
    <>
      {mailchimp && (
        <Chip.Group multiple value={tags} onChange={setTags}>
          <fieldset className={styles.fields}>
            <legend>Merge fields that your audience has beside names and address</legend>
            {FIELDS.map((f) => (
              <Chip key={f.tag} value={f.tag} size="xs">
                {f.label}
              </Chip>
            ))}
            {ownCode && (
              <Chip value={CODE} size="xs">
                Own code
              </Chip>
            )}
          </fieldset>
        </Chip.Group>
      )}
      {mailchimp && languages.length > 0 && (
        <NativeSelect
          label="In"
          description="One language at a time: send each as a campaign of its own"
          value={language}
          onChange={(e) => {
            setLanguage(e.currentTarget.value);
          }}
          data={[
            { value: '', label: 'The language in which it is written' },
            ...languages.map((l) => ({ value: l, label: called(l) })),
          ]}
        />
      )}
      {view.isPending && <Loading />}
      <ErrorNote error={view.error} title="It cannot be written like this" />
      {view.data && (
        <>
          <p className={styles.subject}>
            <span>Subject</span> <bdi>{view.data.subject}</bdi>
          </p>
          {mailchimp && <Untranslated all={view.data.untranslated} />}
        </>
      )}
      <div aria-live="polite">
        <ErrorNote error={write.error} />
        {done && <p className={styles.done}>Written to {done.path}</p>}
      </div>
      <Group justify="space-between">
        <Group gap="xs">
          <Button
            variant="default"
            disabled={!view.data}
            onClick={() => {
              copy('HTML', view.data?.html ?? '');
            }}
          >
            Copy HTML
          </Button>
          <Button
            variant="default"
            disabled={!view.data?.text}
            onClick={() => {
              copy('Text', view.data?.text ?? '');
            }}
          >
            Copy text
          </Button>
        </Group>
        <Button
          disabled={!view.data}
          loading={write.isPending}
          onClick={() => {
            write.mutate();
          }}
        >
          Choose a folder…
        </Button>
      </Group>
    </>
  );
}
