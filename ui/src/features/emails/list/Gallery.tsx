/** All letters to begin with, by occasion, and a search over what is said of them. */
import { TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useState } from 'react';
import { plural } from '../../../format';
import { ErrorNote, Loading, Page, PageHeader, Section } from '../../../parts';
import { useEmailActions } from './useEmailActions';
import { startersOf } from './shown';
import { StarterCards } from './StarterCards';
import { useStarters } from '../queries';
import styles from './list.module.css';

export function Gallery() {
  const { data, error, refetch } = useStarters();
  const actions = useEmailActions();
  const [search, setSearch] = useState('');
  const found = startersOf(data ?? [], search);
  const occasions = [...new Map(found.map((s) => [s.occasion, s.occasion_label]))];
  return (
    <Page>
      <PageHeader
        title="Letters to begin with"
        subtitle="Each is shown as one of your own people would read it. The words are ours: change what is not true of your shop."
        back={{ href: '/emails', label: 'Emails' }}
      />
      <ErrorNote
        error={error}
        title="The letters could not be shown"
        onRetry={() => void refetch()}
      />
      {!data && !error && <Loading label="Looking at what your shop knows" lines={8} />}
      {data && (
        <TextInput
          aria-label="Search the letters"
          placeholder="Search: cart, birthday, review …"
          leftSection={<IconSearch size={16} stroke={1.7} />}
          className={styles.search}
          value={search}
          onChange={(e) => {
            setSearch(e.currentTarget.value);
          }}
        />
      )}
      <p role="status" className={styles.found}>
        {data && search.trim() !== '' && `${plural(found.length, 'letter')} found`}
      </p>
      {occasions.map(([occasion, label]) => (
        <Section key={occasion} title={label}>
          <StarterCards
            starters={found.filter((s) => s.occasion === occasion)}
            onStart={actions.begin}
          />
        </Section>
      ))}
    </Page>
  );
}
