import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, it } from 'vitest';
import type { Settings } from '../../api';
import { App } from '../../app/App';
import { fakeHost, type Answers } from '../../test/host';
import { shop } from '../../test/samples';
import { currencyOptions, utc, zoneOptions } from './options';

const settings: Settings = {
  name: 'Corner Tea',
  currency: 'GBP',
  zone: 'Europe/London',
  currency_fixed: null,
  demo: false,
  file: '/data/shop.db',
  folder: '/data',
};

const choices = {
  currencies: ['EUR', 'GBP'],
  zones: [
    { name: 'Europe/Berlin', offset: 60 },
    { name: 'Europe/London', offset: 0 },
  ],
};

const show = async (answers: Answers) => {
  fakeHost({
    shop_info: shop({}),
    tasks_list: [],
    window_look: null,
    shop_settings: settings,
    shop_settings_choices: choices,
    ...answers,
  });
  window.location.hash = '#/settings';
  render(<App />);
  await screen.findByLabelText('Name');
};

describe('the settings', () => {
  it('saves name and zone, found by typing', async () => {
    const saved: unknown[] = [];
    await show({
      shop_settings_save: ({ change }: { change: object }) => (
        saved.push(change),
        { ...settings, ...change }
      ),
    });
    expect(screen.getByRole('button', { name: 'Save' })).toBeDisabled();
    await userEvent.clear(screen.getByLabelText('Name'));
    await userEvent.type(screen.getByLabelText('Name'), 'Tea & Co');
    const zone = screen.getByRole('combobox', { name: 'Time zone' });
    await userEvent.click(zone);
    await userEvent.clear(zone);
    await userEvent.type(zone, 'berl');
    await userEvent.click(await screen.findByText('Europe/Berlin (UTC+1)'));
    await userEvent.click(screen.getByRole('button', { name: 'Save' }));
    expect(await screen.findByText('Saved.')).toBeVisible();
    expect(saved).toEqual([{ name: 'Tea & Co', currency: 'GBP', zone: 'Europe/Berlin' }]);
  });

  it('says why the currency is fixed', async () => {
    const why = 'There are 40 orders reckoned in GBP already, so the currency stays GBP.';
    await show({ shop_settings: { ...settings, currency_fixed: why } });
    expect(screen.getByText(why)).toBeVisible();
    expect(screen.getByRole('combobox', { name: 'Currency' })).toBeDisabled();
  });

  it('shows the core’s refusal where the form is', async () => {
    await show({
      shop_settings_save: () => {
        throw { code: 'bad_input', message: 'Please give the shop a name.' };
      },
    });
    await userEvent.clear(screen.getByLabelText('Name'));
    await userEvent.click(screen.getByRole('button', { name: 'Save' }));
    expect(await screen.findByText('Please give the shop a name.')).toBeVisible();
  });

  it('makes a copy where the person says, and does nothing when they change their mind', async () => {
    const copied: unknown[] = [];
    let chosen: string | null = null;
    await show({
      'plugin:dialog|save': () => chosen,
      shop_copy_to: ({ path }: { path: string }) => (
        copied.push(path),
        { file: path, bytes: 4096 }
      ),
    });
    await userEvent.click(screen.getByRole('button', { name: 'Make a copy…' }));
    expect(copied).toEqual([]);
    chosen = '/drawer/tea.db';
    await userEvent.click(screen.getByRole('button', { name: 'Make a copy…' }));
    expect(await screen.findByText('The copy is made: /drawer/tea.db')).toBeVisible();
    expect(copied).toEqual(['/drawer/tea.db']);
  });
});

describe('what there is to choose from', () => {
  it('is written as a person looks for it, and keeps what is chosen already', () => {
    expect(currencyOptions(['EUR'], 'EUR')).toEqual([{ value: 'EUR', label: 'EUR · Euro' }]);
    expect(zoneOptions([{ name: 'America/New_York', offset: -300 }], 'EST5EDT')).toEqual([
      { value: 'EST5EDT', label: 'EST5EDT' },
      { value: 'America/New_York', label: 'America/New York (UTC−5)' },
    ]);
    expect([utc(0), utc(345), utc(-210)]).toEqual(['UTC', 'UTC+5:45', 'UTC−3:30']);
  });
});
