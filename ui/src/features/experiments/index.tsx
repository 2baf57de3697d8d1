/** The room Experiments (/experiments and what lies below). What it will hold is said until it holds it. */
import { Button } from '@mantine/core';
import { Link } from 'wouter';
import { EmptyState, Page, PageHeader } from '../../parts';

const STEPS = [
  { title: 'Plan', text: 'How many people and how long, before anything is sent.' },
  { title: 'Divide fairly', text: 'By chance, and the same person always lands on the same side.' },
  { title: 'Read', text: 'The difference and its uncertainty, or that it is too early to say.' },
];

export function ExperimentsRoom() {
  return (
    <Page>
      <PageHeader
        title="Experiments"
        subtitle="Honest A/B tests: planned before, counted after, with how sure the answer is."
      />
      <EmptyState
        title="No experiments yet"
        steps={STEPS}
        action={
          <Button component={Link} href="/sources">
            Connect your shop
          </Button>
        }
      >
        An experiment compares two ways of doing one thing. Planning one takes the size of your
        audience and what usually happens, so it needs your shop’s history.
      </EmptyState>
    </Page>
  );
}
