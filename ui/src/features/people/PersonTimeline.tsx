/** Everything that happened with somebody, newest first, a page at a time. */
import { Button } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { call, commands, type TimelineEntry } from '../../api';
import { plural } from '../../format';
import { DateText, ErrorNote, Section } from '../../parts';
import { happened } from './happened';
import styles from './people.module.css';

const PAGE = 30;

export function PersonTimeline({ id }: { id: number }) {
  const pages = useInfiniteQuery({
    queryKey: ['people', 'timeline', id],
    queryFn: ({ pageParam }) => call(commands.personTimeline(id, pageParam, PAGE)),
    initialPageParam: 0,
    getNextPageParam: (last, _, from) => (from + PAGE < last.total ? from + PAGE : undefined),
  });
  const entries = pages.data?.pages.flatMap((page) => page.entries) ?? [];
  const total = pages.data?.pages[0]?.total ?? 0;
  return (
    <Section title="History" aside={pages.data && plural(total, 'entry', 'entries')}>
      <ErrorNote error={pages.error} />
      {pages.data && total === 0 && <p className={styles.quiet}>Nothing has happened yet.</p>}
      <ol className={styles.timeline}>
        {entries.map((entry, i) => (
          <Line key={i} entry={entry} />
        ))}
      </ol>
      {pages.hasNextPage && (
        <div>
          <Button
            variant="default"
            loading={pages.isFetchingNextPage}
            onClick={() => void pages.fetchNextPage()}
          >
            Show earlier
          </Button>
        </div>
      )}
    </Section>
  );
}

function Line({ entry }: { entry: TimelineEntry }) {
  const { icon: Icon, strong, text, note } = happened(entry.what);
  return (
    <li>
      <DateText when={entry.at} />
      <span className={styles.mark} data-strong={strong || undefined} aria-hidden="true">
        <Icon size={16} stroke={1.75} />
      </span>
      <span className={styles.what}>
        {text}
        {note && <small>{note}</small>}
      </span>
    </li>
  );
}
