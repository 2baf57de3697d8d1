/** What a reader gets, and why they get it like this. It changes nothing in the email. */
import { useDebouncedValue } from '@mantine/hooks';
import { useState } from 'react';
import { EmptyState } from '../../../parts';
import { useDesk } from '../desk/desk';
import { usePreview, useReaders } from '../queries';
import { Preview } from './Preview';
import { ReaderPanel } from './ReaderPanel';
import { useReaderKeys } from './useReaderKeys';
import styles from './Seeing.module.css';

export function Seeing() {
  const { email, select, person, setPerson, segment, setSegment } = useDesk();
  const [search, setSearch] = useState('');
  const [pictures, setPictures] = useState(false);
  const [settled] = useDebouncedValue(email, 120);
  const readers = useReaders(search, segment, person);
  const reader = person ?? readers.data?.person?.id ?? null;
  const preview = usePreview(settled, reader, pictures);
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
    <div className={styles.seeing}>
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
          onBlock={select}
        />
      </div>
    </div>
  );
}
