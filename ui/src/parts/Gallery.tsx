/** All that a room has ready to begin with, family by family, with a search over what is said of each. */
import { TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useState, type ReactNode } from 'react';
import { plural } from '../format';
import { ErrorNote } from './ErrorNote';
import { Loading } from './Loading';
import { Page } from './Page';
import { PageHeader } from './PageHeader';
import { Section } from './Section';
import styles from './Gallery.module.css';

export type GalleryProps<T> = {
  title: string;
  subtitle: string;
  back: { href: string; label: string };
  /** Such as "letter". */
  thing: string;
  /** What could be searched for. */
  examples: string;
  loading: string;
  failed: string;
  query: { data: T[] | undefined; error: Error | null; refetch: () => unknown };
  /** The key and the name of its family. */
  family: (one: T) => [string, string];
  /** What the search looks at. */
  text: (one: T) => string;
  cards: (some: T[]) => ReactNode;
};

export function Gallery<T>(props: GalleryProps<T>) {
  const { thing, query, family, text, cards } = props;
  const { data, error, refetch } = query;
  const [search, setSearch] = useState('');
  const found = matching(data ?? [], search, text);
  const families = [...new Map(found.map(family))];
  return (
    <Page>
      <PageHeader title={props.title} subtitle={props.subtitle} back={props.back} />
      <ErrorNote error={error} title={props.failed} onRetry={() => void refetch()} />
      {!data && !error && <Loading label={props.loading} lines={8} />}
      {data && (
        <TextInput
          aria-label={`Search the ${thing}s`}
          placeholder={`Search: ${props.examples} …`}
          leftSection={<IconSearch size={16} stroke={1.7} />}
          className={styles.search}
          value={search}
          onChange={(e) => {
            setSearch(e.currentTarget.value);
          }}
        />
      )}
      <p role="status" className={styles.found}>
        {data && search.trim() !== '' && `${plural(found.length, thing)} found`}
      </p>
      {families.map(([key, label]) => (
        <Section key={key} title={label}>
          {cards(found.filter((one) => family(one)[0] === key))}
        </Section>
      ))}
    </Page>
  );
}

/** Every word must occur somewhere. */
export function matching<T>(all: T[], search: string, text: (one: T) => string): T[] {
  const words = search.toLocaleLowerCase().split(/\s+/).filter(Boolean);
  return all.filter((one) => {
    const said = text(one).toLocaleLowerCase();
    return words.every((word) => said.includes(word));
  });
}
