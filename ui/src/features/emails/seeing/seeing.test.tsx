import { configure, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, it } from 'vitest';
import type { Sight } from '../../../api';
import '..';
import { host, sight } from '../sample';
import { fitting, lastWords } from './cut';
import { links, opens } from './letterLinks';
import { inert } from './inert';
import { morph } from './morph';

configure({ asyncUtilTimeout: 10_000 });

const BRANCH = {
  block: 'two',
  noun: 'text',
  choices: [
    {
      id: 'warm',
      audience: { key: 's7', words: '“VIPs”', people: 12, problem: null, theirs: false },
    },
    { id: 'default', audience: null },
    { id: 'hidden', audience: null },
  ],
  only_for: null,
  taken: 'default',
  forced: false,
};

describe('Seeing an email', { timeout: 30_000 }, () => {
  it('shows the letter in a frame that may do nothing, and why it reads so', async () => {
    const asked = host();
    const frame = await screen.findByTitle('The email as Reader 1 reads it');
    // It may be written from here, and run, send and load nothing.
    expect(frame).toHaveAttribute('sandbox', 'allow-same-origin');
    expect(frame.getAttribute('srcdoc')).toContain("default-src 'none'");
    expect(frame).not.toHaveAttribute('src');
    await userEvent.click(screen.getByRole('button', { name: 'Why it reads so' }));
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
    expect(screen.getByText('2 of 3')).toBeVisible();
    await userEvent.click(screen.getByRole('button', { name: 'The reader before' }));
    await screen.findByTitle('The email as Reader 1 reads it');
  });

  it('forces a variant, says so, and takes it back', async () => {
    const asked = host({ branches: [BRANCH] });
    await screen.findByTitle('The email as Reader 1 reads it');
    const last = (): Sight => sight(asked.at(-1) ?? {});
    const why = screen.getByRole('button', { name: 'Why it reads so' });
    if (why.getAttribute('aria-pressed') === 'false') await userEvent.click(why);
    await userEvent.click(screen.getByRole('tab', { name: 'Variants' }));
    await userEvent.click(screen.getByRole('radio', { name: 'For “VIPs”' }));
    await waitFor(() => {
      expect(last().forced).toEqual({ two: 'warm' });
    });
    expect(screen.getByText(/Forced: the text \(for “VIPs”\)/)).toBeVisible();
    await userEvent.click(screen.getByRole('button', { name: 'Show what they really get' }));
    expect(screen.queryByText(/Forced:/)).toBeNull();
    expect(screen.getByRole('radio', { name: 'As this reader gets it' })).toBeChecked();
  });

  it('reads as somebody made up, and says it to the core as it is typed', async () => {
    const asked = host();
    await screen.findByTitle('The email as Reader 1 reads it');
    await userEvent.click(screen.getByRole('button', { name: 'A made-up reader' }));
    await userEvent.type(screen.getByLabelText('Last name'), 'Ö');
    await waitFor(() => {
      const { reader } = sight(asked.at(-1) ?? {});
      expect(reader.kind === 'made_up' && reader.last_name).toBe('Ö');
    });
    await userEvent.click(screen.getByRole('button', { name: 'A made-up reader' }));
  });

  it('shows the inbox row, and one light beside the other', async () => {
    const asked = host();
    await screen.findByTitle('The email as Reader 1 reads it');
    await userEvent.click(screen.getByText('Inbox'));
    expect(screen.getByText('iPhone, 375 wide')).toBeVisible();
    await userEvent.click(screen.getByText('Desktop'));
    await userEvent.click(screen.getByRole('button', { name: 'Side by side: One letter' }));
    await userEvent.click(await screen.findByText('Light beside dark'));
    await waitFor(() => {
      expect(sight(asked.at(-1) ?? {}).scheme).toBe('dark');
    });
    expect(await screen.findByText('Dark, as the letter says')).toBeVisible();
  });
});

describe('what is measured and listed', () => {
  it('keeps nothing active of a letter that is laid out', () => {
    const page = inert(
      '<html><head><style>p{margin:0}</style><meta http-equiv="refresh" content="0;https://x.example"></head><body onload="x()">' +
        '<script>x()</script><a id="block-a" href="javascript:x()" onclick="x()">a</a><img src="https://x.example/p.png" onerror="x()">' +
        '<img src="data:image/png;base64,A"><iframe srcdoc="x"></iframe><form action="https://x.example"><input></form><p style="color:red" dir="rtl">w</p></body></html>',
    );
    const left = page.documentElement.outerHTML;
    expect(left).not.toMatch(/script|on(load|click|error)=|refresh|iframe|form|x\.example/);
    expect(left).toContain('id="block-a"');
    expect(left).toContain('src="data:image/png;base64,A"');
    expect(left).toContain('p{margin:0}');
  });

  it('changes only what differs', () => {
    const of = (html: string) => new DOMParser().parseFromString(html, 'text/html').body;
    const page = of('<p id="a">one</p><img alt="x"><p>two</p><b>gone</b>');
    const [first, picture] = [page.firstChild?.firstChild, page.querySelector('img')];
    morph(page, of('<p id="a" class="c">uno</p><img alt="x"><div>new</div>'));
    expect(page.innerHTML).toBe('<p id="a" class="c">uno</p><img alt="x"><div>new</div>');
    expect(page.firstChild?.firstChild).toBe(first);
    expect(page.querySelector('img')).toBe(picture);
  });

  it('finds the links with their words, each once, and opens only the web', () => {
    const found = links(
      '<a href="https://a.example"><img alt="Tea pot"></a><a href="https://a.example"><img alt="Tea pot"></a><a href="">Empty</a>',
    );
    expect(found).toEqual([
      { words: 'Tea pot', address: 'https://a.example', times: 2 },
      { words: 'Empty', address: '', times: 1 },
    ]);
    expect([opens('https://a.example'), opens('javascript:x'), opens('*|UNSUB|*')]).toEqual([
      true,
      false,
      false,
    ]);
  });

  it('cuts where the row ends', () => {
    const ten = (text: string) => [...text].length * 10;
    expect(fitting('short', 100, ten)).toEqual({ shown: 'short', cut: false });
    expect(fitting('a rather long subject', 100, ten)).toEqual({ shown: 'a rather…', cut: true });
    expect(lastWords('We miss you, a ra…')).toBe('a ra');
  });
});
