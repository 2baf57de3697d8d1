/** The room Insights (/insights and what lies below). What it will hold is said until it holds it. */
import { Button } from '@mantine/core';
import { Link } from 'wouter';
import { EmptyState, Page, PageHeader } from '../../parts';

const STEPS = [
  {
    title: 'Regulars and rare guests',
    text: 'How recently, how often and for how much people buy.',
  },
  {
    title: 'Value and leaving',
    text: 'What a person may still spend, and who seems to be drifting away.',
  },
  {
    title: 'Cohorts and goals',
    text: 'How each month’s newcomers came back, against what you aimed for.',
  },
];

export function InsightsRoom() {
  return (
    <Page>
      <PageHeader
        title="Insights"
        subtitle="What your customers are worth, what they will likely do next, and how sure that is."
      />
      <EmptyState
        title="There is nothing to learn from yet"
        steps={STEPS}
        action={
          <Button component={Link} href="/sources">
            Connect your shop
          </Button>
        }
      >
        Insights are worked out from your order history. With fewer than a few hundred orders some
        will say that there is not enough data, and mean it.
      </EmptyState>
    </Page>
  );
}
