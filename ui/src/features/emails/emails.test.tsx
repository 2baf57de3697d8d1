import { configure, render, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, it } from 'vitest';
import type { Email, Sight } from '../../api';
import { App } from '../../app/App';
import { fakeHost } from '../../test/host';
import '.';
import { freeId, freeName, moved, summary } from './draft';

// The room is loaded when it is entered; a busy machine takes its time.
configure({ asyncUtilTimeout: 10_000 });

const EMAIL: Email = {
  version: 1,
  subject: 'Hello',
  preheader: 'Beside it',
  from_name: null,
  blocks: [
    { id: 'one', content: { kind: 'heading', text: 'First' } },
    {
      id: 'two',
      only_for: { segment: 7 },
      content: { kind: 'text', html: '<p>Second &amp; last</p>' },
    },
  ],
};
const SHOP = {
  name: 'T',
  currency: 'EUR',
  zone: 'UTC',
  today: '2026-11-20',
  demo: false,
  file: 'x',
};

const person = (id: number) => ({
  id,
  name: `Reader ${String(id)}`,
  email: `r${String(id)}@example.com`,
  country: 'DE',
  orders: 2,
  spent: { minor: 1250, currency: 'EUR' },
  last_order: '2026-03-01',
});

const sight = (args: Record<string, unknown>) => args.sight as Sight;

const reader = (args: Record<string, unknown>) => {
  const { reader } = sight(args);
  return reader.kind === 'person' ? reader.id : 0;
};

const preview = (args: Record<string, unknown>) => ({
  person: person(reader(args)),
  made_up: false,
  language: 'en',
  translated: true,
  from_name: 'T',
  subject: `${(args.email as Email).subject}, ${String(reader(args))}`,
  preheader: '',
  html: '',
  frame: '<html><body>letter</body></html>',
  text: 'plain letter',
  size: 20_000,
  blocks: [
    { id: 'one', noun: 'heading', shown: true, why: 'For everybody', words: 'First' },
    { id: 'two', noun: 'text', shown: false, why: 'Is not in “VIPs”', words: '' },
  ],
  products: [],
  branches: [],
  warnings: [{ level: 'hint', block: 'one', sentence: 'They have no first name.' }],
  pictures: 2,
  pictures_loaded: sight(args).pictures === 'load' ? 2 : 0,
  pictures_refused: [],
});

function host(more: Record<string, unknown> = {}) {
  const asked: Record<string, unknown>[] = [];
  fakeHost({
    shop_info: SHOP,
    tasks_list: [],
    email_get: { id: 3, name: 'News', email: EMAIL, updated_at: 0 },
    email_variables: [],
    drafts_list: [],
    draft_keep: null,
    draft_discard: null,
    documents_list: [{ id: 7, kind: 'segment', name: 'VIPs', body: {} }],
    email_people: ({ at }: Record<string, unknown>) => {
      const id = (at as number | null) ?? 1;
      const before = id > 1 ? id - 1 : null;
      const step = { total: 3, position: id - 1, person: person(id), first: [] };
      return { ...step, previous: before, next: id < 3 ? id + 1 : null };
    },
    email_preview: (args: Record<string, unknown>) => {
      asked.push(args);
      return preview(args);
    },
    ...more,
  });
  window.location.hash = '#/emails/3';
  render(<App />);
  return asked;
}

describe('Emails', { timeout: 30_000 }, () => {
  it('shows the letter in a frame that may do nothing, and why it reads so', async () => {
    const asked = host();
    const frame = await screen.findByTitle('The email as Reader 1 reads it');
    expect(frame).toHaveAttribute('sandbox', '');
    expect(frame).toHaveAttribute('srcdoc', '<html><body>letter</body></html>');
    expect(frame).not.toHaveAttribute('src');
    expect(screen.getByText('Is not in “VIPs”')).toBeVisible();
    expect(screen.getByText('They have no first name.')).toBeVisible();
    expect(asked.every((a) => sight(a).pictures === 'blocked')).toBe(true);
    await userEvent.click(screen.getByRole('button', { name: 'Load 2 pictures' }));
    await waitFor(() => {
      expect(asked.at(-1) && sight(asked.at(-1) ?? {}).pictures).toBe('load');
    });
  });

  it('steps through the readers with the arrow keys, but not while somebody types', async () => {
    host();
    await screen.findByTitle('The email as Reader 1 reads it');
    await userEvent.keyboard('{ArrowRight}');
    await screen.findByTitle('The email as Reader 2 reads it');
    await userEvent.click(screen.getByLabelText('Subject'));
    await userEvent.keyboard('{ArrowRight}');
    expect(screen.getByText('2 of 3 readers')).toBeVisible();
    await userEvent.click(screen.getByRole('button', { name: 'The reader before' }));
    await screen.findByTitle('The email as Reader 1 reads it');
  });

  it('removes a block, brings it back, and saves what is written', async () => {
    const saved: Record<string, unknown>[] = [];
    host({
      emails_list: [],
      email_save: (args: Record<string, unknown>) => {
        saved.push(args);
        return { id: 3, name: args.name, email: args.email, updated_at: 1 };
      },
    });
    const blocks = await screen.findByRole('list', { name: 'Blocks' });
    expect(await within(blocks).findByText('Only for VIPs')).toBeVisible();
    await userEvent.click(screen.getByRole('button', { name: 'Remove Text' }));
    expect(within(blocks).getAllByRole('listitem')).toHaveLength(1);
    await userEvent.click(await screen.findByRole('button', { name: 'Undo' }));
    expect(within(blocks).getAllByRole('listitem')).toHaveLength(2);
    await userEvent.click(screen.getByRole('button', { name: 'Move Text up' }));
    expect(screen.getByText('Not saved')).toBeVisible();
    await userEvent.click(screen.getByRole('button', { name: 'Save' }));
    await waitFor(() => {
      expect(saved).toHaveLength(1);
    });
    expect((saved[0]?.email as Email).blocks.map((b) => b.id)).toEqual(['two', 'one']);
    await waitFor(() => {
      expect(screen.queryByText('Not saved')).toBeNull();
    });
  });
});

describe('a draft', () => {
  it('finds free names and ids, and moves blocks within bounds', () => {
    expect(freeName('News', ['news', 'News 2'])).toBe('News 3');
    expect(freeId(EMAIL.blocks, 'text')).toBe('text-1');
    expect(moved(EMAIL.blocks, 0, -1)).toBe(EMAIL.blocks);
    expect(moved(EMAIL.blocks, 0, 1).map((b) => b.id)).toEqual(['two', 'one']);
    expect(summary({ kind: 'text', html: '<p>a<br>b</p>' })).toBe('a b');
  });
});
