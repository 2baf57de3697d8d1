import { configure, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, it } from 'vitest';
import type { Email } from '../../api';
import '.';
import { freeId, freeName, moved, summary } from './draft';
import { EMAIL, host } from './sample';

// The room is loaded when it is entered; a busy machine takes its time.
configure({ asyncUtilTimeout: 10_000 });

describe('Emails', { timeout: 30_000 }, () => {
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
