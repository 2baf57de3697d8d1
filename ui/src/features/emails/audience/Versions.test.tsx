import { MantineProvider } from '@mantine/core';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, it } from 'vitest';
import type { Email } from '../../../api';
import { fakeHost } from '../../../test/host';
import { addVariant, moved } from './variants';
import { Versions } from './Versions';

const two = [
  { id: 'a', only_for: { segment: 7 } },
  { id: 'b', only_for: { segment: 9 } },
];

describe('the versions of a part', () => {
  it('stand in the order in which they are asked, the default last; a deleted segment shows', async () => {
    fakeHost({
      segments_list: [{ id: 7, name: 'VIPs', count: 12, of: 50, problem: null, archived: false }],
    });
    const done: unknown[] = [];
    render(
      <QueryClientProvider client={new QueryClient()}>
        <MantineProvider env="test">
          <Versions
            label="Versions"
            versions={two}
            shown="a"
            onShow={(id) => done.push(['show', id])}
            onMove={(id, by) => done.push(['move', id, by])}
            onRemove={() => undefined}
            onAudience={() => undefined}
          />
        </MantineProvider>
      </QueryClientProvider>,
    );
    expect(await screen.findByText('VIPs')).toBeVisible();
    expect(screen.getByText('a deleted segment')).toBeVisible();
    const tabs = screen.getAllByRole('tab');
    expect(tabs.map((t) => t.textContent)).toEqual([
      '1. VIPs 12',
      '2. a deleted segment',
      'Everybody else',
    ]);
    expect(screen.getByText('Whoever fits several gets the first of them.')).toBeVisible();
    tabs[0]?.focus();
    await userEvent.keyboard('{Alt>}{ArrowRight}{/Alt}{ArrowLeft}');
    expect(done).toEqual([
      ['move', 'a', 1],
      ['show', null],
    ]);
  });

  it('are moved within bounds, and begin as what everybody gets', () => {
    expect(moved(two, 'a', 1).map((v) => v.id)).toEqual(['b', 'a']);
    expect(moved(two, 'a', -1)).toBe(two);
    expect(moved(two, 'gone', 1)).toBe(two);
    const block = { id: 'h', content: { kind: 'heading' as const, text: 'Hi' } };
    const email: Email = {
      version: 2,
      subject: '',
      blocks: [block],
      translations: { de: { 'h.text': 'Hallo' } },
    };
    const added = addVariant(email, block, { segment: 7 });
    expect(added.email.blocks[0]?.variants).toEqual([
      { id: added.id, only_for: { segment: 7 }, content: block.content },
    ]);
    expect(added.email.translations?.de?.[`${added.id}.text`]).toBe('Hallo');
  });
});
