/** The server is asked for before the first test; addresses are remembered; the password is sent once and not kept. */
import { configure, render, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { ModalsProvider } from '@mantine/modals';
import { MantineProvider } from '@mantine/core';
import type { ReactNode } from 'react';
import { expect, test } from 'vitest';
import type { Email, ExportAsk, MailSettings } from '../../../api';
import { fakeHost } from '../../../test/host';
import { ExportDialog } from '../exporting/ExportDialog';
import { PictureField } from '../pictures/PictureField';
import { SendTestDialog } from './SendTestDialog';

configure({ asyncUtilTimeout: 10_000 });

const EMAIL: Email = { version: 2, subject: 'Hello', preheader: '', from_name: null, blocks: [] };
const ADA = {
  id: 3,
  name: 'Ada',
  email: 'ada@example.com',
  country: 'DE',
  orders: 1,
  spent: { minor: 100, currency: 'EUR' },
  last_order: null,
};
const step = { total: 1, position: 0, person: ADA, previous: null, next: null, first: [ADA] };
const nothing = () => undefined;

function show(what: ReactNode) {
  render(
    <MantineProvider env="test">
      <QueryClientProvider client={new QueryClient()}>
        <ModalsProvider>{what}</ModalsProvider>
      </QueryClientProvider>
    </MantineProvider>,
  );
}

test('the server is asked for first, and its password goes to the core alone', async () => {
  let kept: MailSettings | null = null;
  const seen: Record<string, unknown>[] = [];
  fakeHost({
    mail_settings_get: () => kept,
    mail_settings_save: (args: Record<string, unknown>) => {
      seen.push(args);
      kept = { ...(args.settings as MailSettings), password_kept: true };
      return kept;
    },
    email_people: () => step,
    tasks_list: () => [],
    email_send_test: (args: Record<string, unknown>) => {
      seen.push(args);
      return 7;
    },
  });
  show(<SendTestDialog email={EMAIL} name="Hello" person={null} onClose={nothing} />);
  const user = userEvent.setup();
  await user.type(await screen.findByLabelText(/^Mail server/), 'smtp.example.com');
  await user.type(screen.getByLabelText(/^User/), 'ada');
  await user.type(screen.getByLabelText(/^Password/), 'planted-pass');
  await user.type(screen.getByLabelText(/^Your address/), 'me@shop.example');
  await user.click(screen.getByRole('button', { name: 'Keep' }));
  expect(await screen.findByText('me@shop.example')).toBeInTheDocument();
  expect(seen[0]?.password).toBe('planted-pass');
  expect(JSON.stringify(seen[0]?.settings)).not.toContain('planted-pass');
  const send = screen.getByRole('button', { name: 'Send test' });
  await waitFor(() => {
    expect(send).toBeEnabled();
  });
  await user.click(send);
  await waitFor(() => {
    expect(seen[1]).toMatchObject({ person: 3, to: ['me@shop.example'], name: 'Hello' });
  });
});

test('what Mailchimp cannot say is shown before anything is written', async () => {
  fakeHost({
    email_export_view: (args: Record<string, unknown>) => ({
      subject: 'Hello',
      preheader: '',
      html: '<p>x</p>',
      text: 'x',
      pictures: 0,
      untranslated:
        (args.ask as ExportAsk).kind === 'mailchimp'
          ? [
              {
                place: 'Block 2 (cart)',
                block: 'b',
                what: 'the cart',
                why: 'no',
                instead: 'nothing',
              },
            ]
          : [],
    }),
  });
  show(
    <ExportDialog id={7} email={EMAIL} name="Hello" person={3} among={null} onClose={nothing} />,
  );
  await userEvent.click(await screen.findByText('Mailchimp'));
  expect(await screen.findByText('Block 2 (cart)')).toBeInTheDocument();
  expect(screen.getByText('1 thing Mailchimp cannot say')).toBeInTheDocument();
});

test('codes are handed out only after it was said how many are left, and never too few', async () => {
  const asked: Record<string, unknown>[] = [];
  const pool = { pool: 1, name: 'Autumn', readers: 12, have: 2, new: 10, left: 30, missing: 0 };
  fakeHost({
    tasks_list: [],
    emails_list: [],
    documents_list: [{ id: 4, name: 'VIPs' }],
    email_export_view: {
      subject: 'S',
      preheader: '',
      html: '',
      text: '',
      pictures: 0,
      untranslated: [],
    },
    email_everybody_plan: (args: Record<string, unknown>) => ({
      people: 12,
      may_not: 3,
      pools: [args.segment === null ? pool : { ...pool, left: 0, missing: 4 }],
    }),
    'plugin:dialog|open': '/home/somebody/out',
    email_everybody: (args: Record<string, unknown>) => {
      asked.push(args);
      return 9;
    },
  });
  show(
    <ExportDialog id={7} email={EMAIL} name="Hello" person={3} among={null} onClose={nothing} />,
  );
  await userEvent.click(await screen.findByText('Everybody'));
  expect(await screen.findByText('12 people')).toBeInTheDocument();
  expect(screen.getByText(/10 readers get one, 2 have theirs\. 30 are left then\./)).toBeVisible();
  await userEvent.click(screen.getByRole('button', { name: 'Hand out 10 codes and write…' }));
  expect(asked).toEqual([]);
  await userEvent.click(await screen.findByRole('button', { name: 'Hand out and write' }));
  await waitFor(() => {
    expect(asked[0]).toMatchObject({ id: 7, ask: { segment: null, letters: true } });
  });
});

test('a picture without words is asked for them, unless it is said to be decoration', async () => {
  fakeHost({ picture_thumbnail: () => 'data:image/png;base64,AA==', pictures_list: () => [] });
  const said: { alt: string }[] = [];
  show(
    <PictureField
      value={{ src: 'picture:4', alt: 'A pot' }}
      onChange={(value) => {
        said.push(value);
      }}
    />,
  );
  expect(await screen.findByRole('img', { name: 'A pot' })).toBeInTheDocument();
  await userEvent.click(screen.getByLabelText('It is only decoration'));
  expect(said.at(-1)).toEqual({ src: 'picture:4', alt: '' });
});
