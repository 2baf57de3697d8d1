/** The room Journeys (/journeys and what lies below). What it will hold is said until it holds it. */
import { Button } from '@mantine/core';
import { Link } from 'wouter';
import { EmptyState, Page, PageHeader } from '../../parts';

const STEPS = [
  { title: 'Draw it', text: 'Steps, waits and forks on one sheet.' },
  {
    title: 'Try it on last year',
    text: 'See who would have been written to, when, and how often.',
  },
  { title: 'Let it run', text: 'It never writes twice and never to someone who said no.' },
];

export function JourneysRoom() {
  return (
    <Page>
      <PageHeader
        title="Journeys"
        subtitle="What happens to a person after they buy, sign up or go quiet, drawn as a path."
      />
      <EmptyState
        title="No journeys yet"
        steps={STEPS}
        action={
          <Button component={Link} href="/sources">
            Connect your shop
          </Button>
        }
      >
        A journey waits, asks and writes at the right moment. Before it runs it is tried out on your
        shop’s own past, so it needs that past first.
      </EmptyState>
    </Page>
  );
}
