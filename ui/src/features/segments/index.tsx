/** The room Segments (/segments and what lies below). What it will hold is said until it holds it. */
import { Button } from '@mantine/core';
import { Link } from 'wouter';
import { EmptyState, Page, PageHeader } from '../../parts';

const STEPS = [
  { title: 'Count as you go', text: 'Each condition shows how many people it leaves.' },
  { title: 'Why is this person in?', text: 'Ask it of anyone and read the answer in words.' },
  { title: 'As of any day', text: 'See who would have been in last month.' },
];

export function SegmentsRoom() {
  return (
    <Page>
      <PageHeader
        title="Segments"
        subtitle="Groups of people, described in plain sentences and counted while you write."
      />
      <EmptyState
        title="No segments yet"
        steps={STEPS}
        action={
          <Button component={Link} href="/sources">
            Connect your shop
          </Button>
        }
      >
        A segment is a description such as “bought at least twice, but not in the last 90 days”. It
        needs people first, so begin with your shop.
      </EmptyState>
    </Page>
  );
}
