/** The room Home (/ and what lies below). What it will hold is said until it holds it. */
import { Button } from '@mantine/core';
import { Link } from 'wouter';
import { EmptyState, Page, PageHeader } from '../../parts';

const STEPS = [
  {
    title: 'Know your regulars',
    text: 'Every customer, guest and subscriber becomes one person with one history.',
  },
  {
    title: 'Choose by hand and eye',
    text: 'Build a group of people from plain sentences and see the count as you go.',
  },
  {
    title: 'Send what fits',
    text: 'Preview each email as the person who will read it, then export the audience.',
  },
];

export function HomeRoom() {
  return (
    <Page>
      <PageHeader
        title="Home"
        subtitle="Your shop at a glance: who came back, who is drifting off, and what to do about it this week."
      />
      <EmptyState
        title="This page fills itself once your shop is connected"
        steps={STEPS}
        action={
          <Button component={Link} href="/sources">
            Connect your shop
          </Button>
        }
      >
        The numbers that matter this week stand here first: takings, people who bought again, and
        who has not been seen for too long. Then the three things most worth doing.
      </EmptyState>
    </Page>
  );
}
