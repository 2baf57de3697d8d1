/** The room Emails (/emails and what lies below). What it will hold is said until it holds it. */
import { Button } from '@mantine/core';
import { Link } from 'wouter';
import { EmptyState, Page, PageHeader } from '../../parts';

const STEPS = [
  {
    title: 'Blocks, not code',
    text: 'Headings, pictures, products and buttons, in your shop’s look.',
  },
  { title: 'Preview as anyone', text: 'Step through the readers and see what each of them gets.' },
  {
    title: 'Checked before it leaves',
    text: 'Missing names, dead links and a forgotten way to unsubscribe are found here.',
  },
];

export function EmailsRoom() {
  return (
    <Page>
      <PageHeader
        title="Emails"
        subtitle="Write once, and see it as each reader will before it goes out."
      />
      <EmptyState
        title="No emails yet"
        steps={STEPS}
        action={
          <Button component={Link} href="/sources">
            Connect your shop
          </Button>
        }
      >
        Your emails will be listed here with whom they are for. Each can greet, recommend and leave
        out parts by reader. Reading one as a real customer needs people first.
      </EmptyState>
    </Page>
  );
}
