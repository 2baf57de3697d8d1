/**
 * One email on the desk: what is written at the left, what a reader gets in the middle, who reads and why at
 * the right. It holds the draft; an unsaved one waits while another room is looked at.
 */
import { Button } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { call, commands, type SavedEmail } from '../../api';
import { EmptyState, ErrorNote, Loading, Page, PageHeader, Pill } from '../../parts';
import { showDone, showFailure } from '../../parts';
import { BrandDialog } from './BrandDialog';
import { keep, keptDraft, type Draft } from './draft';
import { Letter } from './Letter';
import { Preview } from './Preview';
import { usePreview, useReaders, useSavedEmail } from './queries';
import { ReaderPanel } from './ReaderPanel';
import { useReaderKeys } from './useReaderKeys';
import styles from './Editor.module.css';

export function EmailDesk({ id }: { id: number }) {
  const saved = useSavedEmail(id);
  if (saved.data) return <Desk saved={saved.data} />;
  return (
    <Page>
      <PageHeader title="Email" back={{ href: '/emails', label: 'Emails' }} />
      <ErrorNote error={saved.error} onRetry={() => void saved.refetch()} />
      {saved.isLoading && <Loading label="Opening the email" />}
    </Page>
  );
}

function Desk({ saved }: { saved: SavedEmail }) {
  const client = useQueryClient();
  const [draft, setDraft] = useState<Draft>(
    () => keptDraft(saved.id) ?? { name: saved.name, email: saved.email },
  );
  const [search, setSearch] = useState('');
  const [segment, setSegment] = useState<number | null>(null);
  const [person, setPerson] = useState<number | null>(null);
  const [pictures, setPictures] = useState(false);
  const [selected, setSelected] = useState<string | null>(null);
  const [brand, setBrand] = useState(false);

  const [settled] = useDebouncedValue(draft.email, 120);
  const readers = useReaders(search, segment, person);
  const reader = person ?? readers.data?.person?.id ?? null;
  const preview = usePreview(settled, reader, pictures);
  const dirty = draft.name !== saved.name || !same(draft.email, saved.email);

  const change = (next: Draft) => {
    setDraft(next);
    keep(saved.id, next);
  };
  const save = async () => {
    try {
      const done = await call(commands.emailSave(saved.id, draft.name, draft.email));
      keep(saved.id, null);
      client.setQueryData(['email', saved.id], done);
      void client.invalidateQueries({ queryKey: ['emails'] });
      showDone('Saved.');
    } catch (error) {
      showFailure(error);
    }
  };
  const step = (to: number | null | undefined) => {
    if (to != null) setPerson(to);
  };
  useReaderKeys(
    () => {
      step(readers.data?.previous);
    },
    () => {
      step(readers.data?.next);
    },
  );

  return (
    <div className={styles.desk}>
      <div className={styles.top}>
        <PageHeader
          title={draft.name || 'Email without a name'}
          back={{ href: '/emails', label: 'Emails' }}
          badge={dirty && <Pill tone="attention">Not saved</Pill>}
          more={
            <Button
              variant="subtle"
              onClick={() => {
                setBrand(true);
              }}
            >
              Look and address
            </Button>
          }
          action={
            <Button disabled={!dirty} onClick={() => void save()}>
              Save
            </Button>
          }
        />
      </div>
      <div className={styles.left}>
        <Letter draft={draft} onChange={change} selected={selected} onSelect={setSelected} />
      </div>
      <div className={styles.middle}>
        {readers.data?.total === 0 && search === '' && segment === null ? (
          <EmptyState title="Nobody to read it as">
            The preview shows the email as one of your customers would get it, and there are none
            yet.
          </EmptyState>
        ) : (
          <Preview
            query={preview}
            pictures={pictures}
            onPictures={() => {
              setPictures(true);
            }}
          />
        )}
      </div>
      <div className={styles.right}>
        <ReaderPanel
          email={settled}
          readers={readers}
          preview={preview.data}
          search={search}
          onSearch={(text) => {
            setSearch(text);
            setPerson(null);
          }}
          segment={segment}
          onSegment={(id) => {
            setSegment(id);
            setPerson(null);
          }}
          onPerson={step}
          onBlock={setSelected}
        />
      </div>
      {brand && (
        <BrandDialog
          onClose={() => {
            setBrand(false);
          }}
        />
      )}
    </div>
  );
}

const same = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b);
