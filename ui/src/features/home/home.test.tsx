import { render, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, it } from 'vitest';
import { App } from '../../app/App';
import { fakeHost, type Answers } from '../../test/host';
import { emptyTotals, shop, task } from '../../test/samples';

const show = (answers: Answers) => {
  fakeHost({
    tasks_list: [],
    window_look: null,
    documents_list: [],
    insights_summary: { sentences: [], not_enough: [] },
    insights_small_revenue_chart: {
      title: 'Revenue',
      description: 'The best month was May.',
      svg: '<svg/>',
    },
    segment_starters: [],
    audience_history: [],
    ...answers,
  });
  render(<App />);
};

const own = shop({ totals: emptyTotals });

describe('the first run', () => {
  it('offers three ways in, the demo first, and says where the data lies', async () => {
    const asked: string[] = [];
    show({ shop_info: own, shop_open_demo: () => (asked.push('demo'), 7) });
    await screen.findByRole('heading', { level: 1, name: 'Know your regulars' });
    expect(screen.getByText('/data/shop.db')).toBeVisible();
    expect(screen.getByRole('link', { name: 'Bring in a file' })).toHaveAttribute(
      'href',
      '#/sources/import',
    );
    expect(screen.getByRole('link', { name: 'Connect your shop' })).toHaveAttribute(
      'href',
      '#/sources/connect',
    );
    await userEvent.click(screen.getByRole('button', { name: 'Explore the demo shop' }));
    expect(asked).toEqual(['demo']);
  });

  it('waits while the demo is being made, and offers nothing in the meantime', async () => {
    const making = task({ kind: 'demo', label: 'The demo shop', progress: null });
    show({ shop_info: own, tasks_list: [making] });
    expect(await screen.findByText(/is being set up and opens by itself/)).toBeVisible();
    expect(screen.queryByRole('button', { name: 'Explore the demo shop' })).toBeNull();
    expect(screen.getByRole('region', { name: 'Running' })).toBeVisible();
  });

  it('says a refusal in the core’s sentence', async () => {
    const refuse = () => {
      throw { code: 'bad_input', message: 'Something is still running on this shop.' };
    };
    show({ shop_info: own, shop_open_demo: refuse });
    await userEvent.click(await screen.findByRole('button', { name: 'Explore the demo shop' }));
    expect(await screen.findByText('Something is still running on this shop.')).toBeVisible();
  });
});

describe('the shop at a glance', () => {
  it('puts the numbers first and says what they leave out', async () => {
    const totals = { ...shop({}).totals, unpriced_orders: 12 };
    show({ shop_info: shop({ totals }) });
    await screen.findByRole('heading', { level: 1, name: 'Home' });
    for (const words of [
      '2,000',
      '4,593',
      '90 without a customer',
      '€354,735',
      'without 12 orders in currencies of unknown rate',
      '€9,917',
      '195 refunds, 2.8% of revenue',
    ]) {
      expect(screen.getByText(words)).toBeVisible();
    }
  });

  it('has one primary action: the next step of the main job', async () => {
    const saved: Record<string, unknown[]> = { segment: [{ id: 1 }], email: [] };
    show({ shop_info: shop({}), documents_list: ({ kind }: { kind: string }) => saved[kind] });
    const now = await screen.findByText('Preview the email');
    const step = now.closest('li');
    await screen.findByText('You have 1 segment.');
    expect(step).toHaveAttribute('aria-current', 'step');
    expect(within(step as HTMLElement).getByRole('link', { name: 'Preview an email' })).toHaveClass(
      'mantine-Button-root',
    );
    expect(screen.getByRole('link', { name: 'Open your segments' })).not.toHaveClass(
      'mantine-Button-root',
    );
  });

  it('leads to the next export once all three steps were taken, and names the newest', async () => {
    show({
      shop_info: shop({}),
      documents_list: [{ id: 1 }],
      audience_history: [{ id: 3, group: 'VIPs', audience: 'Newsletter' }],
    });
    expect(await screen.findByText('The newest was of “VIPs” for “Newsletter”.')).toBeVisible();
    const next = screen.getByRole('link', { name: 'Start a dry run' });
    expect(next).toHaveClass('mantine-Button-root');
    expect(next).toHaveAttribute('href', '#/audiences/new');
  });

  it('says what the core says, and what cannot be said yet', async () => {
    const sentences = [{ about: 'people', text: 'You know 40 people.' }];
    const missing = 'Not enough data yet for shares.';
    show({ shop_info: shop({}), insights_summary: { sentences, not_enough: [missing] } });
    expect(await screen.findByText('You know 40 people.')).toBeVisible();
    expect(screen.getByText(missing)).toBeVisible();
  });

  it('leads from a ready group into the editor, with the group in it', async () => {
    const card = { purpose: 'For a word.', sentence: '', note: null, featured: true };
    show({
      shop_info: shop({}),
      segment_starters: [
        { ...card, name: 'At risk', count: 254 },
        { ...card, name: 'Lapsed', count: 1 },
        { ...card, name: 'Never bought', count: 0 },
        { ...card, name: 'Local', count: 3, featured: false },
        { ...card, name: 'Abandoned cart', count: null },
      ],
    });
    const link = await screen.findByRole('link', { name: /At risk/ });
    expect(link).toHaveTextContent('254 people');
    expect(link).toHaveAttribute('href', '#/segments/new/At%20risk');
    expect(screen.getByRole('link', { name: /Lapsed/ })).toHaveTextContent('1 person');
    expect(screen.getByRole('link', { name: /Never bought/ })).toHaveTextContent('nobody today');
    expect(screen.queryByRole('link', { name: /Local|Abandoned/ })).toBeNull();
  });

  it('keeps the rest when one part fails', async () => {
    const broken = () => {
      throw { code: 'internal', message: 'The chart could not be drawn.' };
    };
    show({ shop_info: shop({}), insights_small_revenue_chart: broken });
    expect(await screen.findByText('The chart could not be drawn.')).toBeVisible();
    expect(screen.getByText('4,593')).toBeVisible();
  });

  it('removes the demo only after asking, and says what goes with it', async () => {
    const asked: string[] = [];
    show({ shop_info: shop({ demo: true }), shop_remove_demo: () => (asked.push('remove'), own) });
    const remove = await screen.findByRole('button', { name: 'Remove the demo' });
    await userEvent.click(remove);
    const question = within(await screen.findByRole('dialog'));
    expect(question.getByText(/everything made in it/)).toBeInTheDocument();
    expect(asked).toEqual([]);
    await userEvent.click(question.getByRole('button', { name: 'Remove the demo' }));
    expect(await screen.findByText('The demo shop is removed.')).toBeVisible();
    expect(asked).toEqual(['remove']);
  });

  it('says so when the shop cannot be read, and tries again', async () => {
    show({
      shop_info: () => {
        throw { code: 'store', message: 'This file is damaged.' };
      },
    });
    expect(await screen.findByText('This file is damaged.')).toBeVisible();
    expect(screen.getByRole('button', { name: 'Try again' })).toBeVisible();
  });
});
