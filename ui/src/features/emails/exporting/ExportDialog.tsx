/**
 * The email as files for other programs, or copied: as one person reads it, as a mail, or for Mailchimp, where what its
 * merge tags cannot say is listed before anything is written. The core writes; this only asks.
 */
import { Button, Chip, Group, Modal, SegmentedControl } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { call, commands, pickFolder } from '../../../api';
import type { Email, ExportAs, ExportAsk, FieldMapping } from '../../../api';
import { ErrorNote, Loading, showDone, showFailure } from '../../../parts';
import { Untranslated } from './Untranslated';
import styles from './exporting.module.css';

const FORMS: { value: ExportAs; label: string; about: string }[] = [
  {
    value: 'html',
    label: 'HTML',
    about: 'A folder with the HTML, the plain text and the pictures, as one person reads it.',
  },
  {
    value: 'eml',
    label: 'Mail (.eml)',
    about: 'One file that mail programs open, with the pictures inside.',
  },
  {
    value: 'mailchimp',
    label: 'Mailchimp',
    about: 'With merge tags in place of a person’s data. What they cannot say is listed below.',
  },
  {
    value: 'liquid',
    label: 'Liquid',
    about: 'One template with its Liquid, for other tools that know it.',
  },
];

const FIELDS: (FieldMapping & { label: string })[] = [
  { tag: 'COUNTRY', source: 'country', label: 'Country' },
  { tag: 'CITY', source: 'city', label: 'City' },
  { tag: 'ORDERS', source: 'orders', label: 'Orders' },
  { tag: 'SPENT', source: 'spent', label: 'Total spent' },
  { tag: 'LASTORDER', source: 'last_order', label: 'Last order' },
];

type Props = { email: Email; name: string; person: number | null; onClose: () => void };

export function ExportDialog({ email, name, person, onClose }: Props) {
  const [kind, setKind] = useState<ExportAs>('html');
  const [tags, setTags] = useState<string[]>([]);
  const fields = FIELDS.filter((f) => tags.includes(f.tag)).map(({ tag, source }) => ({
    tag,
    source,
  }));
  const ask: ExportAsk = { kind, person, language: null, fields };
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
  return (
    <Modal opened onClose={onClose} title="Export" size="lg">
      <div className={styles.parts}>
        <SegmentedControl
          fullWidth
          aria-label="As what"
          data={FORMS.map(({ value, label }) => ({ value, label }))}
          value={kind}
          onChange={(value) => {
            setKind(value as ExportAs);
            write.reset();
          }}
        />
        <p className={styles.about}>{FORMS.find((f) => f.value === kind)?.about}</p>
        {kind === 'mailchimp' && (
          <Chip.Group multiple value={tags} onChange={setTags}>
            <fieldset className={styles.fields}>
              <legend>Merge fields that your audience has beside names and address</legend>
              {FIELDS.map((f) => (
                <Chip key={f.tag} value={f.tag} size="xs">
                  {f.label}
                </Chip>
              ))}
            </fieldset>
          </Chip.Group>
        )}
        {view.isPending && <Loading />}
        <ErrorNote error={view.error} title="It cannot be written like this" />
        {view.data && (
          <>
            <p className={styles.subject}>
              <span>Subject</span> <bdi>{view.data.subject}</bdi>
            </p>
            {kind === 'mailchimp' && <Untranslated all={view.data.untranslated} />}
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
      </div>
    </Modal>
  );
}
