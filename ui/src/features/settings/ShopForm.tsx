/**
 * Name, currency and time zone, saved together. The core judges them; its sentence stands under the form.
 * The currency can be chosen until the first order is in, and says why when it no longer can.
 */
import { Button, Select, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import {
  call,
  commands,
  type Settings,
  type SettingsChange,
  type SettingsChoices,
} from '../../api';
import { ErrorNote, Section, showDone } from '../../parts';
import { currencyOptions, machineZone, zoneOptions } from './options';
import styles from './settings.module.css';

type Props = { settings: Settings; choices: SettingsChoices };

export function ShopForm({ settings, choices }: Props) {
  const [name, setName] = useState(settings.name);
  const [currency, setCurrency] = useState<string>(settings.currency);
  const [zone, setZone] = useState(settings.zone);
  const save = useMutation({
    mutationFn: (change: SettingsChange) => call(commands.shopSettingsSave(change)),
    onSuccess: (saved) => {
      setName(saved.name);
      showDone('Saved.');
    },
  });
  const changed =
    name !== settings.name || currency !== settings.currency || zone !== settings.zone;
  const here = machineZone(choices.zones);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate({ name, currency, zone });
  };
  return (
    <Section title="The shop">
      <form className={styles.form} onSubmit={submit} noValidate>
        <TextInput
          label="Name"
          description="As you speak of it; it can appear in your emails."
          value={name}
          maxLength={80}
          onChange={(event) => {
            setName(event.currentTarget.value);
          }}
        />
        <Select
          label="Currency"
          description={
            settings.currency_fixed ??
            'Everything is reckoned in it. It is fixed once the first order is in.'
          }
          data={currencyOptions(choices.currencies, currency)}
          value={currency}
          disabled={settings.currency_fixed !== null}
          searchable
          allowDeselect={false}
          nothingFoundMessage="No such currency"
          onChange={(value) => {
            if (value) setCurrency(value);
          }}
        />
        <div>
          <Select
            label="Time zone"
            description="Each day begins and ends there, in every segment, chart and sentence."
            data={zoneOptions(choices.zones, zone)}
            value={zone}
            searchable
            limit={60}
            allowDeselect={false}
            nothingFoundMessage="No such place; try the nearest large city"
            onChange={(value) => {
              if (value) setZone(value);
            }}
          />
          {here && here !== zone && (
            <button
              type="button"
              className={styles.link}
              style={{ marginTop: 6 }}
              onClick={() => {
                setZone(here);
              }}
            >
              Take this machine’s: {here.replaceAll('_', ' ')}
            </button>
          )}
        </div>
        {save.error && <ErrorNote error={save.error} title="Not saved" />}
        <div className={styles.ways}>
          <Button type="submit" disabled={!changed} loading={save.isPending}>
            Save
          </Button>
        </div>
      </form>
    </Section>
  );
}
