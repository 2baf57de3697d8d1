/** The saved segments as sentences with their counts; below them, ready ones to begin with. */
import { ActionIcon, Button, Menu } from '@mantine/core';
import { IconDots } from '@tabler/icons-react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useLocation } from 'wouter';
import { call, commands, type SegmentRow, type Segment } from '../../api';
import { count, daysAgo, noun, percent } from '../../format';
import {
  EmptyState,
  ErrorNote,
  Loading,
  Page,
  PageHeader,
  Section,
  showFailure,
} from '../../parts';
import { copySegment, deleteSegment } from './saving';
import { useStarters } from './gallery/GalleryPage';
import { StarterCards } from './gallery/StarterCards';
import styles from './list.module.css';

export function SegmentList() {
  const list = useQuery({
    queryKey: ['segments', 'list'],
    queryFn: () => call(commands.segmentsList(null)),
  });
  const starters = useStarters();
  const error = list.error ?? starters.error;
  // A starter that was saved under its own name has done its work.
  const ready = (starters.data ?? []).filter(
    (s) => s.featured && s.count !== null && !list.data?.some((d) => d.name === s.name),
  );
  const create = (
    <Button component={Link} href="/segments/new">
      New segment
    </Button>
  );
  return (
    <Page>
      <PageHeader
        title="Segments"
        subtitle="Groups of people, described in plain sentences and counted while you write."
        action={create}
      />
      <ErrorNote
        error={error}
        title="The segments could not be listed"
        onRetry={() => void list.refetch()}
      />
      {!list.data && !error && <Loading label="Counting the segments" />}
      {list.data && list.data.length > 0 && (
        <ul className={styles.list}>
          {list.data.map((s) => (
            <Row key={s.id} segment={s} />
          ))}
        </ul>
      )}
      {list.data?.length === 0 && (
        <EmptyState title="No segments of your own yet">
          A segment is a description such as “bought at least twice, but not in the last 90 days”.
          Begin with an empty one, or with one of these.
        </EmptyState>
      )}
      {ready.length > 0 && (
        <Section
          title="To begin with"
          hint="Tuned by your shop’s own numbers. Each opens in the editor, where you can change it and save it as yours."
          aside={
            <Link href="/segments/gallery">All {count(starters.data?.length)} ready segments</Link>
          }
        >
          <StarterCards starters={ready} />
        </Section>
      )}
    </Page>
  );
}

function Row({ segment }: { segment: SegmentRow }) {
  const client = useQueryClient();
  const [, navigate] = useLocation();
  const { id, name } = segment;
  const href = `/segments/${String(id)}`;
  const copy = async () => {
    const saved = await call(commands.documentGet('segment', id));
    const made = await copySegment(client, name, saved.body as unknown as Segment);
    navigate(`/segments/${String(made.id)}`);
  };
  return (
    <li className={styles.row}>
      <Link href={href} className={styles.words}>
        <span className={styles.name}>{name}</span>
        {segment.problem ? (
          <span className={styles.problem}>{segment.problem}</span>
        ) : (
          <span className={styles.sentence}>{segment.sentence}</span>
        )}
      </Link>
      <span className={styles.figure}>
        <b>{count(segment.count)}</b> {noun(segment.count ?? 0, 'person', 'people')}
        <small>
          {segment.count !== null && segment.of > 0
            ? `${percent(segment.count / segment.of)} of all`
            : ''}
        </small>
      </span>
      <span className={styles.updated}>changed {daysAgo(segment.updated_at)}</span>
      <Menu position="bottom-end" width={170}>
        <Menu.Target>
          <ActionIcon c="var(--ink-soft)" aria-label={`More for ${name}`}>
            <IconDots size={17} stroke={1.6} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item component={Link} href={href}>
            Open and rename
          </Menu.Item>
          <Menu.Item
            onClick={() => {
              copy().catch(showFailure);
            }}
          >
            Duplicate
          </Menu.Item>
          <Menu.Item
            color="brick"
            onClick={() => {
              deleteSegment(client, id, name).catch(showFailure);
            }}
          >
            Delete
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
    </li>
  );
}
