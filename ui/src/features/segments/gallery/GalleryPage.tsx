/** All ready segments, family by family, and a search over their names, purposes and sentences. */
import { TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { call, commands, type StarterCard } from '../../../api';
import { plural } from '../../../format';
import { ErrorNote, Loading, Page, PageHeader, Section } from '../../../parts';
import { StarterCards } from './StarterCards';
import styles from './gallery.module.css';

export const useStarters = () =>
  useQuery({
    queryKey: ['segments', 'starters'],
    queryFn: () => call(commands.segmentStarters()),
  });

export function GalleryPage() {
  const { data, error, refetch } = useStarters();
  const [search, setSearch] = useState('');
  const found = matching(data ?? [], search);
  const families = [...new Map(found.map((s) => [s.family, s.family_label]))];
  return (
    <Page>
      <PageHeader
        title="Ready segments"
        subtitle="Each is tuned by your shop’s own numbers. Open one, change it, and save it as yours."
        back={{ href: '/segments', label: 'Segments' }}
      />
      <ErrorNote
        error={error}
        title="The ready segments could not be counted"
        onRetry={() => void refetch()}
      />
      {!data && !error && <Loading label="Counting the ready segments" lines={8} />}
      {data && (
        <TextInput
          aria-label="Search the ready segments"
          placeholder="Search: cart, birthday, discount …"
          leftSection={<IconSearch size={16} stroke={1.7} />}
          className={styles.search}
          value={search}
          onChange={(e) => {
            setSearch(e.currentTarget.value);
          }}
        />
      )}
      <p role="status" className={styles.found}>
        {data && search.trim() !== '' && `${plural(found.length, 'ready segment')} found`}
      </p>
      {families.map(([family, label]) => (
        <Section key={family} title={label}>
          <StarterCards starters={found.filter((s) => s.family === family)} />
        </Section>
      ))}
    </Page>
  );
}

/** Every word must occur somewhere. */
export function matching(cards: StarterCard[], search: string): StarterCard[] {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  return cards.filter((s) => {
    const text = [s.name, s.purpose, s.sentence, s.family_label].join(' ').toLowerCase();
    return words.every((word) => text.includes(word));
  });
}
