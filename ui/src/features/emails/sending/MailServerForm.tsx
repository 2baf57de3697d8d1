/** The server of the marketer's own mailbox: entered once, kept; its password goes to the system's keychain alone. */
import { Button, Group, NumberInput, PasswordInput, Select, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { call, commands, type MailSecurity, type MailSettings } from '../../../api';
import { ErrorNote } from '../../../parts';
import { USUAL_PORT } from './queries';
import styles from './sending.module.css';

const WAYS = [
  { value: 'starttls', label: 'STARTTLS (usual)' },
  { value: 'tls', label: 'TLS' },
  { value: 'plain', label: 'None, on this machine only' },
];

type Props = { settings: MailSettings; onDone: () => void; onBack?: () => void };

export function MailServerForm({ settings, onDone, onBack }: Props) {
  const client = useQueryClient();
  const [draft, setDraft] = useState(settings);
  const [password, setPassword] = useState('');
  const save = useMutation({
    mutationFn: () => call(commands.mailSettingsSave(draft, password === '' ? null : password)),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: ['mail-settings'] });
      onDone();
    },
  });
  const set = (change: Partial<MailSettings>) => {
    setDraft({ ...draft, ...change });
    save.reset();
  };
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate();
      }}
    >
      <p className={styles.soft}>
        Tests leave through the mail server of your own mailbox. Your provider’s help names it under
        “outgoing mail” or “SMTP”.
      </p>
      <TextInput
        label="Mail server"
        placeholder="smtp.example.com"
        data-autofocus
        required
        value={draft.host}
        onChange={(e) => {
          set({ host: e.currentTarget.value });
        }}
      />
      <div className={styles.pair}>
        <Select
          label="Encryption"
          data={WAYS}
          allowDeselect={false}
          value={draft.security}
          onChange={(value) => {
            const security = (value ?? 'starttls') as MailSecurity;
            set({ security, port: USUAL_PORT[security] });
          }}
        />
        <NumberInput
          label="Port"
          min={1}
          max={65_535}
          hideControls
          value={draft.port}
          onChange={(value) => {
            set({ port: Number(value) || 0 });
          }}
        />
      </div>
      <div className={styles.pair}>
        <TextInput
          label="User"
          autoComplete="off"
          description="Often the address itself"
          value={draft.user ?? ''}
          onChange={(e) => {
            set({ user: e.currentTarget.value });
          }}
        />
        <PasswordInput
          label="Password"
          autoComplete="off"
          description={
            settings.password_kept ? 'Kept; enter it to change it' : 'Kept in the keychain only'
          }
          value={password}
          onChange={(e) => {
            setPassword(e.currentTarget.value);
            save.reset();
          }}
        />
      </div>
      <div className={styles.pair}>
        <TextInput
          label="Your address"
          type="email"
          description="The test comes from it"
          required
          value={draft.from_address}
          onChange={(e) => {
            set({ from_address: e.currentTarget.value });
          }}
        />
        <TextInput
          label="Name beside it"
          description="The shop’s, when left empty"
          value={draft.from_name ?? ''}
          onChange={(e) => {
            set({ from_name: e.currentTarget.value });
          }}
        />
      </div>
      <ErrorNote error={save.error} title="This cannot be kept" />
      <Group justify="flex-end">
        {onBack && (
          <Button variant="subtle" onClick={onBack}>
            Leave as it was
          </Button>
        )}
        <Button type="submit" loading={save.isPending}>
          Keep
        </Button>
      </Group>
    </form>
  );
}
