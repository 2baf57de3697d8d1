/** The room's first page: what was not saved, the saved segments in their folders, and ready ones to begin with. */
import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link, useLocation } from 'wouter';
import { call, commands, useDroppedFile } from '../../../api';
import { count, list as joined } from '../../../format';
import { EmptyState, ErrorNote, Loading, Page, PageHeader, Section } from '../../../parts';
import { showDone, showFailure } from '../../../parts';
import { useStarters } from '../gallery/GalleryPage';
import { StarterCards } from '../gallery/StarterCards';
import { openSegment, pickSegment } from '../sharing';
import { DraftOffers } from './DraftOffers';
import { SavedSegments } from './SavedSegments';

import styles from './list.module.css';

export function SegmentList() {
  const [, navigate] = useLocation();
  const list = useQuery({
    queryKey: ['segments', 'list'],
    queryFn: () => call(commands.segmentsList(null)),
  });
  const starters = useStarters();
  const openFile = async (path: string | null) => {
    if (path === null) return;
    const { opened, href } = await openSegment(path);
    navigate(href);
    if (opened.notes.length > 0) showDone(joined(opened.notes));
  };
  const open = (path: Promise<string | null>) => {
    path.then(openFile).catch((error: unknown) => {
      showFailure(error, 'The file was not opened');
    });
  };
  const hovering = useDroppedFile((path) => {
    open(Promise.resolve(path));
  });
  const error = list.error ?? starters.error;
  // A starter that was saved under its own name has done its work.
  const ready = (starters.data ?? []).filter(
    (s) => s.featured && s.count !== null && !list.data?.some((d) => d.name === s.name),
  );
  return (
    <Page>
      <PageHeader
        title="Segments"
        subtitle="Groups of people, described in plain sentences and counted while you write."
        more={
          <Button
            variant="subtle"
            onClick={() => {
              open(pickSegment());
            }}
          >
            Open a file…
          </Button>
        }
        action={
          <Button component={Link} href="/segments/new">
            New segment
          </Button>
        }
      />
      {hovering && <p className={styles.dropHere}>Let go to open the segment’s file.</p>}
      <ErrorNote
        error={error}
        title="The segments could not be listed"
        onRetry={() => void list.refetch()}
      />
      <DraftOffers />
      {!list.data && !error && <Loading label="Counting the segments" />}
      {list.data && list.data.length > 0 && <SavedSegments rows={list.data} />}
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
