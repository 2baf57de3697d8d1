import { configure, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, it } from 'vitest';
import type { Email } from '../../api';
import '.';
import { freeName, summary } from './draft';
import { host } from './sample';

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
    expect(await within(blocks).findByText('VIPs')).toBeVisible();
    await userEvent.click(screen.getByRole('button', { name: 'More for this text' }));
    await userEvent.click(await screen.findByRole('menuitem', { name: /Remove/ }));
    expect(screen.queryByRole('textbox', { name: 'Text' })).toBeNull();
    await userEvent.click(await screen.findByRole('button', { name: 'Undo' }));
    expect(screen.getByRole('textbox', { name: 'Text' })).toBeVisible();
    screen.getByRole('button', { name: 'Move Text' }).focus();
    await userEvent.keyboard('{Alt>}{ArrowUp}{/Alt}');
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
  it('finds free names, and says a block in a few words', () => {
    expect(freeName('News', ['news', 'News 2'])).toBe('News 3');
    expect(summary({ kind: 'text', html: '<p>a<br>b</p>' })).toBe('a b');
  });
});
