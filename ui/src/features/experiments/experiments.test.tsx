import { MantineProvider } from '@mantine/core';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { render, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, it } from 'vitest';
import { Router } from 'wouter';
import { useHashLocation } from 'wouter/use-hash-location';
import type { Experiment, Reading } from '../../api';
import { fakeHost } from '../../test/host';
import { withPlanned } from './experiments';
import { ExperimentsRoom } from './index';

const shown = (value: string, range: string) => ({ value, range });

const experiment: Experiment = {
  version: 1,
  hypothesis: '',
  currency: 'EUR',
  variants: [
    { name: 'A', planned: 1, sent: 1000, converted: 36 },
    { name: 'B', planned: 1, sent: 1010, converted: 41 },
  ],
};

function reading(blocking: boolean): Reading {
  const rate = { value: 0.036, low: 0.026, high: 0.049 };
  const variant = (name: string, sent: number) => ({
    name,
    sent,
    converted: 36,
    planned_share: 0.5,
    share: 0.5,
    rate,
    rate_shown: shown('3.6%', '2.6–4.9%'),
    revenue: null,
    per_person: null,
  });
  return {
    experiment,
    chart: '<svg xmlns="http://www.w3.org/2000/svg"><circle r="1"/></svg>',
    readout: {
      currency: 'EUR',
      people: 2010,
      confidence: 0.95,
      split: {
        blocking,
        p_value: blocking ? 1e-9 : 0.8,
        sentence: blocking ? 'The groups are not the size.' : 'The groups have the size.',
        causes: blocking ? ['Counted twice.'] : [],
      },
      warnings: [{ kind: 'few_conversions', sentence: 'Too few conversions to lean on.' }],
      verdict: {
        outcome: blocking ? 'blocked' : 'unclear',
        headline: 'Cannot tell.',
        text: 'B 4.1%.',
      },
      variants: [variant('A', 1000), variant('B', 1010)],
      comparisons: [
        {
          control: 'A',
          variant: 'B',
          outcome: 'unclear',
          sentence: 'B 4.1%.',
          difference: rate,
          difference_shown: shown('+0.5 points', '−1.2 to +2.2'),
          p_value: 0.6,
          p_sentence: 'p = 0.6 belongs to the rates.',
          lift: null,
          lift_sentence: 'Relative to A.',
          revenue: null,
          smallest_rise: 0.026,
          rise_sentence: 'It finds 2.6 points.',
        },
      ],
    },
  };
}

function open(path: string) {
  window.location.hash = `#${path}`;
  render(
    <MantineProvider>
      <QueryClientProvider
        client={new QueryClient({ defaultOptions: { queries: { retry: false } } })}
      >
        <Router hook={useHashLocation}>
          <ExperimentsRoom />
        </Router>
      </QueryClientProvider>
    </MantineProvider>,
  );
}

describe('Experiments', () => {
  it('says what will be here and offers the way in', async () => {
    fakeHost({ documents_list: [] });
    open('/experiments');
    expect(await screen.findByText('Read a test: drop a CSV or paste it')).toBeVisible();
    expect(screen.getByRole('link', { name: 'Read a test' })).toBeVisible();
  });

  it('reads pasted text and shows the answer before the numbers', async () => {
    const user = userEvent.setup();
    let asked: unknown;
    fakeHost({
      experiment_read: (args: { from: unknown }) => {
        asked = args.from;
        return reading(false);
      },
    });
    open('/experiments/new');
    await user.type(await screen.findByLabelText('Or paste it'), 'variant,sent');
    await user.click(screen.getByRole('button', { name: 'Read it' }));
    expect(await screen.findByRole('heading', { name: 'Cannot tell.' })).toBeVisible();
    expect(asked).toEqual({ kind: 'text', text: 'variant,sent' });
    expect(screen.getByText('Too few conversions to lean on.')).toBeVisible();
    const row = screen.getByRole('row', { name: /^B/ });
    expect(within(row).getByText('1,010')).toBeVisible();
  });

  it('hides every number behind a broken split until asked', async () => {
    const user = userEvent.setup();
    fakeHost({ experiment_example: 'x', experiment_read: () => reading(true) });
    open('/experiments/example');
    expect(await screen.findByRole('alert')).toHaveTextContent('Do not read this test');
    expect(screen.queryByText('Cannot tell.')).toBeNull();
    expect(screen.queryByRole('table')).toBeNull();
    await user.click(screen.getByRole('button', { name: 'Show the numbers all the same' }));
    expect(screen.getByRole('table')).toBeVisible();
  });

  it('shows the refusal of a line and keeps the text', async () => {
    const user = userEvent.setup();
    fakeHost({
      experiment_read: () => {
        throw { code: 'bad_input', message: 'Line 3: “B” was sent to nobody.' };
      },
    });
    open('/experiments/new');
    await user.type(await screen.findByLabelText('Or paste it'), 'nonsense');
    await user.click(screen.getByRole('button', { name: 'Read it' }));
    expect(await screen.findByText('Line 3: “B” was sent to nobody.')).toBeVisible();
    expect(screen.getByLabelText('Or paste it')).toHaveValue('nonsense');
  });

  it('changes only the planned shares', () => {
    const changed = withPlanned(experiment, [70, 30]);
    expect(changed.variants.map((v) => v.planned)).toEqual([70, 30]);
    expect(changed.variants[1]).toMatchObject({ sent: 1010, converted: 41 });
  });
});
