import { render, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, it } from 'vitest';
import { shopFormat } from '../format';
import { fakeHost } from '../test/host';
import { App, COLOR_SCHEME_KEY } from './App';

const NAMES = [
  'Home',
  'Sources',
  'People',
  'Insights',
  'Segments',
  'Emails',
  'Journeys',
  'Experiments',
  'Audiences',
];

const heading = (name: string) => screen.findByRole('heading', { level: 1, name });

describe('Shell', () => {
  it('names the nine rooms in their order', async () => {
    render(<App />);
    const links = within(screen.getByRole('navigation', { name: 'Rooms' })).getAllByRole('link');
    expect(links.map((link) => link.textContent)).toEqual(NAMES);
    await heading('Home');
  });

  it('jumps with Ctrl+1…9, marks the room and moves the focus into it', async () => {
    const user = userEvent.setup();
    render(<App />);
    for (const [index, name] of [...NAMES.entries()].reverse()) {
      await user.keyboard(`{Control>}[Digit${String(index + 1)}]{/Control}`);
      await heading(name);
      expect(screen.getByRole('link', { current: 'page' })).toHaveTextContent(name);
      expect(screen.getByRole('main')).toHaveFocus();
    }
    expect(window.location.hash).toBe('#/');
  });

  it('does not jump on a plain digit, nor on one with other modifiers', async () => {
    const user = userEvent.setup();
    render(<App />);
    await heading('Home');
    await user.keyboard('[Digit3]{Control>}{Alt>}[Digit3]{/Alt}{/Control}');
    expect(screen.getByRole('link', { current: 'page' })).toHaveTextContent('Home');
  });

  it('gives a room the paths below its own', async () => {
    window.location.hash = '#/segments/new';
    render(<App />);
    await heading('Segments');
    expect(screen.getByRole('link', { current: 'page' })).toHaveTextContent('Segments');
  });

  it('says so when there is no such place', async () => {
    window.location.hash = '#/nowhere';
    render(<App />);
    expect(await screen.findByText('There is no such place')).toBeVisible();
    expect(screen.queryByRole('link', { current: 'page' })).toBeNull();
  });

  it('has the skip link first, and it leads to the content without leaving the room', async () => {
    const user = userEvent.setup();
    window.location.hash = '#/people';
    render(<App />);
    await heading('People');
    await user.tab();
    expect(screen.getByRole('link', { name: 'Skip to the content' })).toHaveFocus();
    await user.keyboard('{Enter}');
    expect(screen.getByRole('main')).toHaveFocus();
    expect(window.location.hash).toBe('#/people');
  });

  it('opens the rooms without a host, and shows whose shop it is with one', async () => {
    const view = render(<App />);
    await heading('Home');
    expect(screen.queryByText('Demo shop')).toBeNull();
    view.unmount();
    const shop = {
      name: 'Corner Tea',
      currency: 'GBP',
      zone: 'Europe/London',
      today: '2026-11-20',
    };
    fakeHost({ shop_info: { ...shop, demo: true, file: '/tmp/shop.db' } });
    render(<App />);
    await heading('Home');
    expect(screen.getByText('Corner Tea')).toBeVisible();
    expect(screen.getByText('Demo shop')).toBeVisible();
    expect(shopFormat()).toMatchObject({ currency: 'GBP', timeZone: 'Europe/London' });
  });

  it('keeps the choice of light or dark', async () => {
    render(<App />);
    await heading('Home');
    await userEvent.click(screen.getByRole('radio', { name: 'Dark' }));
    expect(document.documentElement).toHaveAttribute('data-mantine-color-scheme', 'dark');
    expect(window.localStorage.getItem(COLOR_SCHEME_KEY)).toBe('dark');
  });
});
