/**
 * The long list: search it (/ goes to the box), sort it by its headings, open somebody. Searching and sorting
 * are the core's work. A shop without anybody gets the two ways to bring people in.
 */
import { TextInput } from '@mantine/core';
import { useHotkeys } from '@mantine/hooks';
import { IconSearch } from '@tabler/icons-react';
import { useCallback, useRef, useState } from 'react';
import { useLocation } from 'wouter';
import { useShop, type PeopleQuery, type PeopleSort } from '../../api';
import { people } from '../../format';
import { DataTable, ErrorNote, Page, PageHeader } from '../../parts';
import { columns } from './columns';
import { keepListState, listState } from './listState';
import { NobodyYet } from './NobodyYet';
import { usePeopleRows } from './usePeopleRows';
import styles from './people.module.css';

export function PeopleList() {
  const [, go] = useLocation();
  const shop = useShop();
  const [query, setQuery] = useState(listState().query);
  const [startAt] = useState(listState().at);
  const { total, rowAt, onRange, error, pending } = usePeopleRows(query);
  const search = useRef<HTMLInputElement>(null);
  useHotkeys([['/', () => search.current?.focus()]]);

  const look = useCallback(
    (first: number, last: number) => {
      onRange(first, last);
      keepListState({ at: first });
    },
    [onRange],
  );
  const ask = (change: Partial<PeopleQuery>) => {
    const next = { ...query, ...change };
    setQuery(next);
    keepListState({ query: next, at: 0 });
  };

  if (shop.data?.totals.people === 0) return <NobodyYet />;
  return (
    <Page wide>
      <PageHeader
        title="People"
        subtitle="Everyone who ever bought, signed up or visited as a guest, one person each."
      />
      <div className={styles.list}>
        <div className={styles.tools}>
          <TextInput
            ref={search}
            aria-label="Search people"
            placeholder="Name, email, city or customer number"
            leftSection={<IconSearch size={16} aria-hidden="true" />}
            rightSection={<kbd className={styles.key}>/</kbd>}
            className={styles.search}
            value={query.text}
            onChange={(event) => {
              ask({ text: event.currentTarget.value });
            }}
            onKeyDown={(event) => {
              if (event.key === 'Escape') ask({ text: '' });
            }}
          />
          <span className={styles.found} aria-live="polite">
            {pending ? '' : found(total, query.text)}
          </span>
        </div>
        <ErrorNote error={error} />
        <DataTable
          key={`${query.text} ${query.sort} ${String(query.descending)}`}
          label="People"
          columns={columns}
          rows={[]}
          rowAt={rowAt}
          total={total}
          startAt={query === listState().query ? startAt : 0}
          onRange={look}
          rowId={({ person }) => String(person.id)}
          onOpen={({ person }) => {
            go(`/people/${String(person.id)}`);
          }}
          sort={{ id: query.sort, desc: query.descending }}
          onSort={({ id, desc }) => {
            const sort = id as PeopleSort;
            // The most and the latest are what is looked for first; names begin with A.
            ask({ sort, descending: sort === query.sort ? desc : sort !== 'name' });
          }}
          height="calc(100vh - 218px)"
          rowHeight={42}
          empty={`Nobody is found by “${query.text}”. All words must occur in one person.`}
          loadingMore={pending}
        />
      </div>
    </Page>
  );
}

function found(total: number, text: string): string {
  return text.trim() === '' ? people(total) : `${people(total)} found`;
}
