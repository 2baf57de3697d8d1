import { configure, render, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Email, EmailStarter, EmailSummary, Sight } from '../../../api';
import { App } from '../../../app/App';
import { fakeHost } from '../../../test/host';
import '..';
import { matching } from '../../../parts/Gallery';
import { saidOf, spoken } from './shown';

// The room is loaded when it is entered; a busy machine takes its time.
configure({ asyncUtilTimeout: 10_000 });

const EMAIL: Email = { version: 2, subject: 'Hello', blocks: [] };

const row = (id: number, name: string, more: Partial<EmailSummary> = {}): EmailSummary => ({
  ...{ id, name, subject: `About ${name}`, blocks: 3, only_for_some: 1 },
  ...{ updated_at: 100 - id, folder: null, archived: false, problem: null },
  ...more,
});

const starter = (key: string, name: string): EmailStarter => ({
  ...{ key, name, occasion: 'almost', occasion_label: 'When they almost bought' },
  ...{ about: `What ${name} says`, to: 'People with a cart', email: EMAIL, sample: null },
  ...{ reader: 7, other: 8 },
  needs: [
    { what: 'carts', label: 'Carts', there: false, have: 'No carts are known.', without: 'Asked.' },
  ],
});

const SHOP = {
  name: 'T',
  currency: 'EUR',
  zone: 'UTC',
  today: '2026-11-20',
  demo: false,
  file: 'x',
};

/** The pictures come into view when the test says so. */
const waiting: (() => void)[] = [];
const comeIntoView = () => {
  waiting.splice(0).forEach((tell) => {
    tell();
  });
};

class Watch {
  private readonly tell: (entries: { isIntersecting: boolean }[]) => void;
  constructor(tell: Watch['tell']) {
    this.tell = tell;
  }
  observe() {
    waiting.push(() => {
      this.tell([{ isIntersecting: true }]);
    });
  }
  unobserve() {
    return undefined;
  }
  disconnect() {
    return undefined;
  }
}

const before = globalThis.IntersectionObserver;
beforeEach(() => {
  globalThis.IntersectionObserver = Watch as unknown as typeof IntersectionObserver;
});
afterEach(() => {
  globalThis.IntersectionObserver = before;
});

function open(hash: string, emails: EmailSummary[]) {
  const asked: [string, Record<string, unknown>][] = [];
  const note =
    (name: string, answer: unknown) =>
    (args: Record<string, unknown>): unknown => {
      asked.push([name, args]);
      return answer;
    };
  fakeHost({
    shop_info: SHOP,
    tasks_list: [],
    drafts_list: [
      { key: '3', document: 3, name: 'News', body: EMAIL, kept_at: 1_795_000_000, sentence: null },
    ],
    emails_list: emails,
    email_starters: [starter('welcome-1', 'Hello there'), starter('cart', 'Your cart')],
    email_get: { id: 3, name: 'News', email: EMAIL, updated_at: 0 },
    email_save: note('save', { id: 9, name: 'x', email: EMAIL, updated_at: 1 }),
    documents_arrange: note('arrange', null),
    folders_list: [{ id: 5, name: 'Letters' }],
    email_preview: (args: { sight: Sight }) => {
      asked.push(['preview', args]);
      const { reader } = args.sight;
      const id = reader.kind === 'person' ? reader.id : 0;
      const person = { id, name: `Reader ${String(id)}` };
      return { person, subject: 'S', preheader: 'P', frame: '<p>letter</p>' };
    },
  });
  window.location.hash = hash;
  render(<App />);
  return asked;
}

const press = (name: string) => userEvent.click(screen.getByRole('button', { name }));

describe('the list of emails', { timeout: 30_000 }, () => {
  it('searches, archives with an undo, and says what is not saved or cannot be opened', async () => {
    const newer = row(4, 'Newer', { problem: 'A newer Regulars can open it.' });
    const asked = open('#/emails', [row(3, 'News'), newer, row(5, 'Old', { archived: true })]);
    const list = await screen.findByRole('region', { name: 'Your emails' });
    expect(within(list).getAllByRole('listitem')).toHaveLength(2);
    expect(await within(list).findByRole('button', { name: /^Letters/ })).toBeVisible();
    expect(within(list).getByText('A newer Regulars can open it.')).toBeVisible();
    expect(await screen.findByRole('region', { name: 'Not saved yet' })).toHaveTextContent(
      'You were writing “News”',
    );
    await userEvent.click(within(list).getByRole('button', { name: /^Archive/ }));
    expect(within(list).getByRole('listitem')).toHaveTextContent('Old');
    await userEvent.click(within(list).getByRole('button', { name: /^All/ }));
    await userEvent.type(screen.getByLabelText('Search the emails'), 'about news');
    expect(within(list).getByRole('listitem')).toHaveTextContent('News');
    await press('More for News');
    await userEvent.click(await screen.findByRole('menuitem', { name: 'Delete' }));
    await press('Undo');
    await waitFor(() => {
      const done = asked.filter(([what]) => what === 'arrange').map(([, a]) => a.change);
      expect(done).toEqual([{ to: 'delete' }, { to: 'restore' }]);
    });
  });

  it('draws a letter only when it comes into view, sealed, and shows it large as two people read it', async () => {
    const asked = open('#/emails/starters', []);
    await screen.findByRole('heading', { name: 'When they almost bought' });
    expect(asked).toHaveLength(0);
    comeIntoView();
    await waitFor(() => {
      expect(document.querySelectorAll('iframe')).toHaveLength(2);
    });
    document.querySelectorAll('iframe').forEach((frame) => {
      expect(frame).toHaveAttribute('sandbox', '');
      expect(frame).toHaveAttribute('srcdoc', '<p>letter</p>');
    });
    await press('Look at “Your cart”');
    const dialog = await screen.findByRole('dialog');
    await within(dialog).findByTitle('The letter as Reader 7 reads it');
    expect(within(dialog).getByText('Asked.')).toBeVisible();
    await userEvent.click(within(dialog).getByText('Others read'));
    await within(dialog).findByTitle('The letter as Reader 8 reads it');
    await userEvent.click(within(dialog).getByRole('button', { name: 'Start from this' }));
    await waitFor(() => {
      expect(asked.find(([what]) => what === 'save')?.[1].name).toBe('Your cart');
    });
  });
});

describe('what is shown', () => {
  it('reads a subject as somebody of whom nothing is known, and finds letters by their words', () => {
    expect(spoken("{{ person.first_name | default: 'Hello' }}, from {{ shop.name }}")).toBe(
      'Hello, from …',
    );
    const starters = [starter('x', 'One'), starter('y', 'Two')];
    expect(matching(starters, 'cart two', saidOf).map((s) => s.key)).toEqual(['y']);
  });
});
