/** The room before anybody is in it: what will be here, and the two ways to bring it. */
import { Button } from '@mantine/core';
import { Link } from 'wouter';
import { EmptyState, Page, PageHeader } from '../../parts';

const STEPS = [
  {
    title: 'One person, one history',
    text: 'Orders, emails and sign-ups in the order they happened.',
  },
  {
    title: 'What they agreed to',
    text: 'Who may be written to, since when, and where they said so.',
  },
  { title: 'Their rights', text: 'Give someone a copy of their data, or erase it for good.' },
];

export function NobodyYet() {
  return (
    <Page>
      <PageHeader
        title="People"
        subtitle="Everyone who ever bought, signed up or visited as a guest, one person each."
      />
      <EmptyState
        title="Nobody is here yet"
        steps={STEPS}
        action={
          <Button component={Link} href="/sources">
            Bring in your shop
          </Button>
        }
      >
        People appear as soon as a source has been read: connect your shop, import a file of orders,
        or look around in the demo shop first.
      </EmptyState>
    </Page>
  );
}
