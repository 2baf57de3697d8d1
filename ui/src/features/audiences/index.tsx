/** The room Audiences (/audiences and what lies below). What it will hold is said until it holds it. */
import { Button } from '@mantine/core';
import { Link } from 'wouter';
import { EmptyState, Page, PageHeader } from '../../parts';

const STEPS = [
  { title: 'First the difference', text: 'Who joins and who leaves, before anything is sent.' },
  { title: 'Consent at the door', text: 'Nobody who said no can slip through.' },
  { title: 'Taken back', text: 'Each export is recorded and can be undone.' },
];

export function AudiencesRoom() {
  return (
    <Page>
      <PageHeader
        title="Audiences"
        subtitle="Hand a segment over to Mailchimp, Klaviyo or a file, and see first what will change."
      />
      <EmptyState
        title="Nothing has been exported yet"
        steps={STEPS}
        action={
          <Button component={Link} href="/segments">
            See segments
          </Button>
        }
      >
        Every export will be listed here with who was added, who was taken out and who was left out
        because they did not agree. It begins with a segment.
      </EmptyState>
    </Page>
  );
}
