import { render, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, it } from 'vitest';
import type { MemberRow, PushDetail, PushLine } from '../../api';
import { App } from '../../app/App';
import { fakeHost, type Answers } from '../../test/host';
import { shop } from '../../test/samples';

const dryRun: PushDetail = {
  id: 7,
  state: 'planned',
  started_at: 1_795_000_000,
  finished_at: null,
  message: null,
  group: 'Lapsed regulars',
  account: 'Corner Tea',
  audience: { id: 'l1', name: 'The letter', members: 900, double_opt_in: false },
  tags: ['November'],
  new_tags: ['November'],
  target: 'mailchimp',
  target_name: 'Mailchimp',
  undoes: null,
  undone_by: null,
  restore: 0,
  untag: 0,
  remove: 0,
  new_fields: ['SPENT'],
  fields: ['FNAME', 'SPENT'],
  add: 1,
  update: 213,
  tag_only: 0,
  unchanged: 5,
  blocked: 2,
  failed: 0,
  left: 214,
  blocked_by: [{ code: 'no_consent', sentence: 'They never agreed.', count: 2 }],
};

const member: MemberRow = {
  person: 3,
  name: 'Ana Lee',
  email: 'ana@example.com',
  action: 'update',
  reason: null,
  changes: [{ tag: 'FNAME', before: 'Anna', after: 'Ana' }],
  tags: ['November'],
  changed_since: [],
  state: 'planned',
};

const line: PushLine = {
  id: 6,
  state: 'running',
  started_at: 1_795_000_000,
  group: 'Lapsed regulars',
  audience: 'The letter',
  added: 500,
  updated: 0,
  tagged: 0,
  restored: 0,
  removed: 0,
  undoes: null,
  undone_by: null,
  blocked: 2,
  failed: 0,
  left: 714,
};

const show = (path: string, answers: Answers) => {
  fakeHost({
    shop_info: shop({}),
    tasks_list: [],
    window_look: null,
    mailchimp_connection: { account: { id: 'a', name: 'Corner Tea' }, address: null },
    ...answers,
  });
  window.location.hash = `#${path}`;
  render(<App />);
};

describe('the dry run', () => {
  it('opens the people behind a figure and sends only after asking', async () => {
    const sent: unknown[] = [];
    const asked: unknown[] = [];
    show('/audiences/7', {
      audience_push_detail: dryRun,
      audience_push_members: (args: { filter: unknown }) => {
        asked.push(args.filter);
        return { total: 1, rows: [member] };
      },
      audience_push: ({ id }: { id: number }) => (sent.push(id), 1),
    });
    await userEvent.click(await screen.findByRole('button', { name: /Left out/ }));
    expect(await screen.findByText('They never agreed.')).toBeVisible();
    expect(asked).toContainEqual({ action: 'blocked', failed: false });
    await userEvent.click(screen.getByRole('button', { name: 'Send 214 people to Mailchimp' }));
    expect(await screen.findByText(/1 person will be subscribed/)).toBeVisible();
    expect(screen.getByText(/The field SPENT will be made there first/)).toBeVisible();
    expect(sent).toEqual([]);
    await userEvent.click(screen.getByRole('button', { name: 'Send 214 people' }));
    expect(sent).toEqual([7]);
  });
});

describe('the undo', () => {
  const sent = { ...dryRun, state: 'done', left: 0 };
  const undo = {
    ...dryRun,
    id: 8,
    undoes: 7,
    add: 0,
    update: 0,
    remove: 1,
    restore: 213,
    left: 214,
  };

  it('is looked at before anything is taken back', async () => {
    const carried: unknown[] = [];
    show('/audiences/7', {
      audience_push_detail: ({ id }: { id: number }) => (id === 7 ? sent : undo),
      audience_push_members: {
        total: 1,
        rows: [{ ...member, action: 'restore', changed_since: ['LNAME'] }],
      },
      audience_undo: undo,
      audience_push: ({ id }: { id: number }) => (carried.push(id), 1),
    });
    await userEvent.click(await screen.findByRole('button', { name: 'Take it back…' }));
    expect(await screen.findByRole('button', { name: /Take out/ })).toHaveTextContent('1');
    expect(await screen.findByText('− tag November')).toBeVisible();
    expect(screen.getByText(/LNAME was changed there since and stays/)).toBeVisible();
    await userEvent.click(screen.getByRole('button', { name: 'Take back 214 people' }));
    expect(await screen.findByText(/1 person will be archived in Mailchimp/)).toBeVisible();
    expect(carried).toEqual([]);
    const dialog = within(screen.getByRole('dialog'));
    await userEvent.click(dialog.getByRole('button', { name: 'Take back 214 people' }));
    expect(carried).toEqual([8]);
  });
});

describe('the room', () => {
  it('offers to go on with what was interrupted', async () => {
    const resumed: unknown[] = [];
    show('/audiences', {
      audience_history: [line],
      audience_push: ({ id }: { id: number }) => (resumed.push(id), 1),
    });
    await userEvent.click(await screen.findByRole('button', { name: 'Go on' }));
    expect(resumed).toEqual([6]);
  });

  it('begins with the key, which it does not keep', async () => {
    const keys: unknown[] = [];
    show('/audiences', {
      mailchimp_connection: null,
      audience_history: [],
      mailchimp_connect: (args: { key: string; address: string | null }) => {
        keys.push(args.key, args.address);
        throw { code: 'unauthorised', message: 'Mailchimp does not accept this API key.' };
      },
    });
    await userEvent.type(await screen.findByLabelText('Mailchimp API key'), 'abc-us1');
    await userEvent.click(screen.getByRole('button', { name: 'Test and connect' }));
    expect(await screen.findByText('Mailchimp does not accept this API key.')).toBeVisible();
    expect(keys).toEqual(['abc-us1', null]);
  });
});
