import { MantineProvider } from '@mantine/core';
import { ModalsProvider } from '@mantine/modals';
import { Notifications } from '@mantine/notifications';
import { act, render, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, it, vi } from 'vitest';
import { confirm, showUndo } from '.';
import { safeSvg } from './safeSvg';

const frame = () =>
  render(
    <MantineProvider env="test">
      <ModalsProvider>
        <Notifications />
      </ModalsProvider>
    </MantineProvider>,
  );

const ask = async (): Promise<Promise<boolean>[]> => {
  const answers: Promise<boolean>[] = [];
  act(() => {
    answers.push(confirm({ title: 'Erase?', body: 'For good.', confirmLabel: 'Erase for good' }));
  });
  await screen.findByRole('dialog', { name: 'Erase?' });
  return answers;
};

describe('confirm', () => {
  it('is true when the deed is pressed', async () => {
    frame();
    const [answer] = await ask();
    await userEvent.click(screen.getByRole('button', { name: 'Erase for good' }));
    await expect(answer).resolves.toBe(true);
  });

  it('is false when kept, and false when closed with Escape', async () => {
    frame();
    const [kept] = await ask();
    await userEvent.click(screen.getByRole('button', { name: 'Keep as it is' }));
    await expect(kept).resolves.toBe(false);
    await waitFor(() => {
      expect(screen.queryByRole('dialog')).toBeNull();
    });
    const [left] = await ask();
    await userEvent.keyboard('{Escape}');
    await expect(left).resolves.toBe(false);
  });
});

describe('showUndo', () => {
  it('offers to take it back, and shows when that fails', async () => {
    frame();
    const onUndo = vi.fn(() => Promise.reject(new Error('The file is gone.')));
    act(() => {
      showUndo({ message: 'Segment deleted.', onUndo });
    });
    await userEvent.click(await screen.findByRole('button', { name: 'Undo' }));
    expect(onUndo).toHaveBeenCalledOnce();
    expect(await screen.findByText('That did not work')).toBeVisible();
  });
});

describe('safeSvg', () => {
  const svg = (inside: string) => `<svg xmlns="http://www.w3.org/2000/svg">${inside}</svg>`;

  it('keeps shapes, words and theme colours', () => {
    const text = safeSvg(
      svg('<rect fill="var(--chart-1)" clip-path="url(#c)"/><text>A &amp; B</text>'),
    );
    expect(text).toContain('fill="var(--chart-1)"');
    expect(text).toContain('url(#c)');
    expect(text).toContain('A &amp; B');
  });

  it('takes out what could run or load', () => {
    const bad = svg(
      '<script>x()</script><g onclick="x()"/><image href="http://a.example/b.png"/>' +
        '<foreignObject><p/></foreignObject><rect fill="url(http://a.example/c)"/><a href="javascript:x()"/>',
    );
    expect(safeSvg(bad)).not.toMatch(/script|onclick|foreignObject|a\.example|href/);
  });

  it('gives nothing for what is no SVG', () => {
    expect(safeSvg('<p>hello</p>')).toBe('');
    expect(safeSvg('<svg')).toBe('');
  });
});
