import { render, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, it } from 'vitest';
import { shopFormat } from '../format';
import { fakeHost, tell } from '../test/host';
import { shop, task } from '../test/samples';
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
    const rooms = within(screen.getByRole('navigation', { name: 'Rooms' })).getByRole('list');
    const links = within(rooms).getAllByRole('link');
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
    window.location.hash = '#/insights/below';
    render(<App />);
    await heading('Insights');
    expect(screen.getByRole('link', { current: 'page' })).toHaveTextContent('Insights');
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
    fakeHost({
      shop_info: shop({ name: 'Corner Tea', currency: 'GBP', zone: 'Europe/London', demo: true }),
      tasks_list: [],
      window_look: null,
    });
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

  it('leads to the settings from the foot, and by keyboard', async () => {
    const user = userEvent.setup();
    render(<App />);
    await heading('Home');
    screen.getByRole('link', { name: 'Shop settings' }).focus();
    await user.keyboard('{Enter}');
    await heading('Shop settings');
    expect(screen.getByRole('link', { current: 'page' })).toHaveTextContent('Shop settings');
  });

  it('begins at home, with nothing kept, when another shop is opened', async () => {
    let open = shop({ name: 'Mine', file: '/d/shop.db' });
    fakeHost({ shop_info: () => open, tasks_list: [], window_look: null });
    window.location.hash = '#/people';
    render(<App />);
    await heading('People');
    open = shop({ name: 'Wick & Wool', file: '/d/demo.db', demo: true });
    await tell({ kind: 'changed' });
    await heading('Home');
    expect(screen.getByRole('button', { name: 'Wick & Wool' })).toBeVisible();
  });
});

describe('what is running', () => {
  const host = (answers = {}) => {
    fakeHost({ shop_info: shop({}), tasks_list: [], window_look: null, ...answers });
    window.location.hash = '#/people';
    render(<App />);
    return heading('People');
  };

  it('is seen from every room, with time left, and can be stopped', async () => {
    const stopped: unknown[] = [];
    await host({ task_cancel: (args: unknown) => (stopped.push(args), null) });
    expect(screen.queryByRole('region', { name: 'Running' })).toBeNull();
    await tell({ kind: 'task', task: task({ seconds_left: 32 }) });
    const strip = within(await screen.findByRole('region', { name: 'Running' }));
    expect(strip.getByText('Bringing in orders.csv: Reading rows')).toBeVisible();
    expect(strip.getByText('1,200 of 5,000 · about 40 seconds left')).toBeVisible();
    await userEvent.click(strip.getByRole('button', { name: 'Cancel' }));
    expect(stopped).toEqual([{ id: 1 }]);
    expect(strip.getByText('Stopping after this page…')).toBeVisible();
    await tell({ kind: 'task', task: task({ phase: 'cancelled' }) });
    await waitFor(() => {
      expect(screen.queryByRole('region', { name: 'Running' })).toBeNull();
    });
  });

  it('says at its end what came of it, and leads there', async () => {
    await host();
    await tell({
      kind: 'task',
      task: task({ phase: 'done', outcome: { stored: 4997, refused: 3 } }),
    });
    expect(
      await screen.findByText('orders.csv is in: 4,997 stored, 3 rows refused.'),
    ).toBeVisible();
    await userEvent.click(screen.getByRole('link', { name: 'See what came in' }));
    await heading('Sources');
  });

  it('says why it failed, in the core’s sentence', async () => {
    await host();
    const error = { code: 'file', message: 'The disk is full.' } as const;
    await tell({ kind: 'task', task: task({ phase: 'failed', error }) });
    expect(await screen.findByText('Bringing in orders.csv did not work')).toBeVisible();
    expect(screen.getByText('The disk is full.')).toBeVisible();
  });
});
