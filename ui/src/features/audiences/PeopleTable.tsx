/** The people behind one figure: before → after, field by field, or the reason in words. Opens the person. */
import { useMemo } from 'react';
import { useLocation } from 'wouter';
import type { Action, MemberRow } from '../../api';
import { list } from '../../format';
import { DataTable, ErrorNote, type DataTableColumn } from '../../parts';
import { useMembers } from './queries';
import type { Shown } from './useShown';
import styles from './audiences.module.css';

/** What a tag loses instead of gaining it. */
const TAKES_BACK: Action[] = ['restore', 'untag'];

type Props = { id: number; shown: Shown };

export function PeopleTable({ id, shown }: Props) {
  const [, go] = useLocation();
  const failed = shown === 'failed';
  const members = useMembers(id, { action: failed ? null : shown, failed });
  const rows = useMemo(
    () => members.data?.pages.flatMap((page) => page.rows) ?? [],
    [members.data],
  );
  const columns = useMemo<DataTableColumn<MemberRow>[]>(
    () => [
      { id: 'name', header: 'Name', width: 'minmax(0, 2fr)', cell: (m) => m.name || '–' },
      { id: 'email', header: 'Address', width: 'minmax(0, 3fr)', cell: (m) => m.email || '–' },
      {
        id: 'what',
        header: heading(shown),
        width: 'minmax(0, 6fr)',
        cell: (m) => <What row={m} />,
      },
    ],
    [shown],
  );
  return (
    <>
      <ErrorNote error={members.error} />
      <DataTable
        key={shown}
        label="People"
        columns={columns}
        rows={rows}
        rowId={(m) => String(m.person)}
        total={members.data?.pages[0]?.total ?? 0}
        onOpen={(m) => {
          go(`/people/${String(m.person)}`);
        }}
        onEndReached={() => void members.fetchNextPage()}
        loadingMore={members.isFetching}
        height="calc(100vh - 400px)"
        empty="Nobody."
      />
    </>
  );
}

function heading(shown: Shown): string {
  if (shown === 'blocked' || shown === 'failed') return 'Why';
  return shown === 'unchanged' || shown === 'remove' ? '' : 'Before → after';
}

function What({ row }: { row: MemberRow }) {
  if (row.reason) return <span title={row.reason}>{row.reason}</span>;
  return (
    <span className={styles.changes}>
      {row.changes.map((c) => (
        <span key={c.tag}>
          <code className={styles.code}>{c.tag}</code>{' '}
          {c.before !== '' && <s className={styles.before}>{c.before}</s>} {c.after}
        </span>
      ))}
      {row.tags.map((tag) => (
        <span key={`tag ${tag}`}>
          {TAKES_BACK.includes(row.action) ? '−' : '+'} tag {tag}
        </span>
      ))}
      {row.changed_since.length > 0 && (
        <span>
          {list(row.changed_since)} {row.changed_since.length === 1 ? 'was' : 'were'} changed there
          since and stay{row.changed_since.length === 1 ? 's' : ''}
        </span>
      )}
    </span>
  );
}
