import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { render, screen } from '@testing-library/react';
import { expect, it } from 'vitest';
import { fakeHost } from '../../test/host';
import { Why } from './Why';

it('shows the rows behind an answer, how near a miss is and the day it changes', async () => {
  const node = (text: string, holds: boolean, more: object) => ({
    text,
    holds,
    children: [],
    ...more,
  });
  fakeHost({
    segment_explain: {
      person: 7,
      is_in: false,
      sentence: '',
      tree: node('All of these', false, {
        path: [],
        children: [
          node('Bought in the last 90 days', true, {
            path: [0],
            proof: {
              rows: [{ at: 1, day: '2026-03-03', text: 'Order 1042, €54.20' }],
              more: 2,
              measured: '3',
              missing: null,
            },
            changes_on: '2026-11-24',
          }),
          node('Spent at least €200', false, {
            path: [1],
            proof: { rows: [], more: 0, measured: '€187.60', missing: '€12.40 short' },
          }),
        ],
      }),
    },
  });
  const nobody = { version: 2, root: { type: 'group', match: 'all', children: [] } } as const;
  render(
    <QueryClientProvider client={new QueryClient()}>
      <Why segment={{ ...nobody, root: { ...nobody.root, children: [] } }} person={7} asOf={null} />
    </QueryClientProvider>,
  );
  expect(await screen.findByText('3 Mar 2026 · Order 1042, €54.20')).toBeVisible();
  expect(screen.getByText('and 2 more')).toBeVisible();
  expect(screen.getByText('No longer so from 24 Nov 2026, if nothing else happens')).toBeVisible();
  expect(screen.getByText('Now: €187.60, €12.40 short')).toBeVisible();
});
