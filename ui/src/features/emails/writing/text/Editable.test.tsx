import { MantineProvider } from '@mantine/core';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { fireEvent, render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useState } from 'react';
import { describe, expect, it } from 'vitest';
import { fakeHost } from '../../../../test/host';
import { Editable } from './Editable';

function draw(start: string) {
  fakeHost({ email_variables: [] });
  let now = start;
  function Held() {
    const [value, setValue] = useState(start);
    now = value;
    return (
      <>
        <Editable mode="rich" label="Text" value={value} onChange={setValue} />
        <button
          type="button"
          onClick={() => {
            setValue(start);
          }}
        >
          Back
        </button>
      </>
    );
  }
  render(
    <QueryClientProvider client={new QueryClient()}>
      <MantineProvider env="test">
        <Held />
      </MantineProvider>
    </QueryClientProvider>,
  );
  return { box: screen.getByRole('textbox', { name: 'Text' }), now: () => now };
}

const HI = "<p>Hi {{ person.first_name | default: 'there' }}</p>";

describe('a text edited in place', () => {
  it('tells what was typed, without writing it anew, and takes back what changed elsewhere', async () => {
    const { box, now } = draw(HI);
    const paragraph = box.querySelector('p');
    paragraph?.append('!');
    fireEvent.input(box);
    expect(now()).toBe("<p>Hi {{ person.first_name | default: 'there' }}!</p>");
    expect(box.querySelector('p')).toBe(paragraph);
    await userEvent.click(screen.getByRole('button', { name: 'Back' }));
    expect(box.querySelector('p')?.textContent).toMatch(/^Hi First name or “there”.?$/);
  });

  it('asks at a chip what stands there when nobody entered it', async () => {
    const { box, now } = draw(HI);
    const chip = box.querySelector('[data-chip]');
    if (!chip) throw new Error('no chip');
    await userEvent.click(chip);
    const field = await screen.findByLabelText('First name: what if nobody entered it?');
    await userEvent.clear(field);
    await userEvent.type(field, 'friend{Enter}');
    expect(now()).toBe("<p>Hi {{ person.first_name | default: 'friend' }}</p>");
  });
});
