import { MantineProvider } from '@mantine/core';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { render, screen, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { Router } from 'wouter';
import { useHashLocation } from 'wouter/use-hash-location';
import type { JourneyMap } from '../../api';
import { fakeHost } from '../../test/host';
import { JourneysRoom } from './index';
import { arrows } from './layout';

function map(everyone = 30): JourneyMap {
  const stage = (name: string, people: number) => ({
    name,
    note: 'They are here. For a reason.',
    sentence: `People in ${name}`,
    definition: {
      version: 1,
      root: { type: 'group' as const, match: 'all' as const, children: [] },
    },
    people,
    share: people / 30,
    before: 9,
    stayed: 8,
    arrived: 1,
    moved_on: 4,
    moved_back: 0,
  });
  return {
    id: null,
    name: 'The customers’ way',
    as_of: '2026-11-18',
    since: '2026-10-19',
    everyone,
    stages: [stage('Awareness', 20), stage('Decision', 7), stage('Loyalty', 3)],
    moves: [{ from: 0, to: 1, people: 4 }],
    overlapping: 0,
    nowhere: 0,
  };
}

function open() {
  render(
    <MantineProvider>
      <QueryClientProvider client={new QueryClient()}>
        <Router hook={useHashLocation}>
          <JourneysRoom />
        </Router>
      </QueryClientProvider>
    </MantineProvider>,
  );
}

describe('Journeys', () => {
  it('says on a list what the canvas shows, each stage with the way to its segment', async () => {
    fakeHost({ journeys_list: [], journey_map: map() });
    open();
    const [stages, moves] = await screen.findAllByRole('table');
    const row = within(stages as HTMLElement).getByRole('row', { name: /^Awareness/ });
    expect(within(row).getByText('66.7%')).toBeVisible();
    const link = within(row).getByRole('link', { name: 'Awareness' });
    expect(link.getAttribute('href')).toContain('/segments/new?definition=');
    expect(within(moves as HTMLElement).getByRole('row', { name: /^Awareness/ })).toHaveTextContent(
      'Awareness8 stayed4',
    );
  });

  it('offers the first step where there is nobody yet', async () => {
    fakeHost({ journeys_list: [], journey_map: map(0) });
    open();
    expect(await screen.findByRole('link', { name: 'Connect your shop' })).toBeVisible();
    expect(screen.queryByRole('table')).toBeNull();
  });
});

describe('arrows', () => {
  const move = (from: number | null, to: number | null, people: number) => ({ from, to, people });

  it('joins neighbours always, and shows only the largest leaps and steps back', () => {
    const moves = [move(0, 2, 5), move(0, 3, 9), move(1, 3, 1), move(1, 4, 7), move(3, 0, 2)];
    const drawn = arrows(5, [...moves, move(null, 1, 3)]);
    expect(drawn.filter((a) => a.kind === 'next').map((a) => a.people)).toEqual([0, 0, 0, 0]);
    expect(drawn.filter((a) => a.kind === 'leap').map((a) => a.id)).toEqual(['0-3', '1-4', '0-2']);
    expect(drawn.filter((a) => a.kind === 'back').map((a) => a.id)).toEqual(['3-0']);
  });

  it('draws more people with a wider line', () => {
    const [few, many] = arrows(3, [move(0, 1, 1), move(1, 2, 100)]);
    expect(few && many && few.width < many.width).toBe(true);
  });
});
