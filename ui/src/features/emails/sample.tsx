/** For this room's tests: an email with a block for some, three readers, and a host that answers for them. */
import { render } from '@testing-library/react';
import type { Email, Sight } from '../../api';
import { App } from '../../app/App';
import { fakeHost } from '../../test/host';

export const EMAIL: Email = {
  version: 2,
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

export const sight = (args: Record<string, unknown>) => args.sight as Sight;

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
  example_codes: [],
  pictures: 2,
  pictures_loaded: sight(args).pictures === 'load' ? 2 : 0,
  pictures_refused: [],
});

export function host({ branches = [], ...answers }: Record<string, unknown> = {}) {
  const asked: Record<string, unknown>[] = [];
  fakeHost({
    shop_info: SHOP,
    tasks_list: [],
    email_get: { id: 3, name: 'News', email: EMAIL, updated_at: 0 },
    email_variables: [],
    drafts_list: [],
    brand_get: {},
    email_blocks: [],
    segments_list: [{ id: 7, name: 'VIPs', count: 12, of: 100, problem: null, archived: false }],
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
      return { ...preview(args), branches };
    },
    ...answers,
  });
  window.location.hash = '#/emails/3';
  render(<App />);
  return asked;
}
