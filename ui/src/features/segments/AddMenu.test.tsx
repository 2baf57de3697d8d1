import { MantineProvider } from '@mantine/core';
import { render, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, it, vi } from 'vitest';
import { AddMenu } from './AddMenu';
import { kindsOf } from './kinds';
import { words } from './testing';
import { VocabularyPlace } from './vocabulary';

describe('adding a condition', () => {
  it('finds it by a part of its name or its example, and arrow keys walk the list', async () => {
    const onAdd = vi.fn();
    const user = userEvent.setup();
    render(
      <MantineProvider env="test">
        <VocabularyPlace value={words}>
          <AddMenu onAdd={onAdd} onAddGroup={vi.fn()} />
        </VocabularyPlace>
      </MantineProvider>,
    );
    screen.getByRole('button', { name: 'Add a condition' }).focus();
    await user.keyboard('{Enter}');
    const box = await screen.findByRole('combobox', { name: 'Search the conditions' });
    await waitFor(() => {
      expect(box).toHaveFocus();
    });
    const active = () =>
      document.getElementById(box.getAttribute('aria-activedescendant') ?? '')?.textContent;
    expect(active()).toMatch(/^Bought how often/);
    await user.keyboard('{ArrowDown}');
    expect(active()).toMatch(/^Spent how much/);
    await user.keyboard('country');
    expect(active()).toMatch(/^Country/);
    await user.keyboard('{Enter}');
    expect(onAdd).toHaveBeenCalledWith({
      type: 'profile',
      field: 'country',
      is: { op: 'one_of', values: [] },
    });
  });

  it('offers six groups in the words of the shop, each kind with an example', () => {
    const kinds = kindsOf(words);
    expect([...new Set(kinds.map((k) => k.group))]).toEqual([
      'What they bought',
      'Emails',
      'On the website',
      'Who they are',
      'How they are doing',
      'Chosen by hand',
    ]);
    expect(kinds.every((k) => k.hint.length > 5)).toBe(true);
  });
});
