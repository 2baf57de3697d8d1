/**
 * What the shop can know of its people: first the sentences and the numbers, then how they buy, where they
 * stand, what they will be worth, what came in and who came back. Every number of people leads to those people.
 */
import { Button } from '@mantine/core';
import { Link } from 'wouter';
import { useShop } from '../../api';
import { EmptyState, Page, PageHeader } from '../../parts';
import { CohortSection } from './CohortSection';
import { LifecycleSection } from './LifecycleSection';
import { RevenueSection } from './RevenueSection';
import { RfmSection } from './RfmSection';
import { SummarySection } from './SummarySection';
import { ValueSection } from './ValueSection';

const STEPS = [
  {
    title: 'Regulars and rare guests',
    text: 'How recently, how often and for how much people buy.',
  },
  { title: 'Where they stand', text: 'Who is new, who is loyal, and who is drifting away.' },
  { title: 'Who comes back', text: 'How many of each month’s newcomers bought again.' },
];

export function InsightsPage() {
  const shop = useShop();
  const header = (
    <PageHeader
      title="Insights"
      subtitle="How your people buy, where they stand with you, and who is drifting off."
    />
  );
  if (shop.data?.totals.orders === 0) {
    return (
      <Page>
        {header}
        <EmptyState
          title="There is nothing to learn from yet"
          steps={STEPS}
          action={
            <Button component={Link} href="/sources">
              Bring in your shop
            </Button>
          }
        >
          Insights are worked out from your order history. With few orders some will say that there
          is not enough data yet, and mean it.
        </EmptyState>
      </Page>
    );
  }
  return (
    <Page>
      {header}
      <SummarySection />
      <RfmSection />
      <LifecycleSection />
      <ValueSection />
      <RevenueSection />
      <CohortSection />
    </Page>
  );
}
