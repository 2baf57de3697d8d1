/**
 * The API key, tested before it is kept. It goes straight to the core, which puts it into the system keychain;
 * here it lives only as long as the box is open. The address is for proxies and tests, so it is folded away.
 */
import { Button, Collapse, PasswordInput, Stack, TextInput, UnstyledButton } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { call, commands } from '../../api';
import { ErrorNote, showDone } from '../../parts';
import { CONNECTION } from './queries';
import styles from './audiences.module.css';

export function Connect() {
  const client = useQueryClient();
  const [key, setKey] = useState('');
  const [address, setAddress] = useState('');
  const [advanced, setAdvanced] = useState(false);
  const connect = useMutation({
    mutationFn: () => call(commands.mailchimpConnect(address.trim() || null, key)),
    onSuccess: async (made) => {
      setKey('');
      showDone(`Connected to “${made.account.name}”`);
      await client.invalidateQueries({ queryKey: CONNECTION });
    },
  });
  const send = (event: FormEvent) => {
    event.preventDefault();
    connect.mutate();
  };
  return (
    <form className={styles.form} onSubmit={send}>
      <Stack gap="md">
        <PasswordInput
          label="Mailchimp API key"
          description="In Mailchimp: Account, Extras, API keys. It is kept in this machine’s keychain and nowhere else."
          value={key}
          autoComplete="off"
          onChange={(event) => {
            setKey(event.currentTarget.value);
          }}
        />
        <UnstyledButton
          className={styles.fold}
          aria-expanded={advanced}
          onClick={() => {
            setAdvanced(!advanced);
          }}
        >
          {advanced ? 'Less' : 'Advanced'}
        </UnstyledButton>
        <Collapse expanded={advanced}>
          <TextInput
            label="Another address"
            description="Only for a proxy or a test. Left empty, it is Mailchimp’s own, told by the key."
            placeholder="https://proxy.example/3.0"
            value={address}
            onChange={(event) => {
              setAddress(event.currentTarget.value);
            }}
          />
        </Collapse>
        <ErrorNote error={connect.error} title="Mailchimp is not connected" />
        <div>
          <Button type="submit" loading={connect.isPending} disabled={key.trim() === ''}>
            Test and connect
          </Button>
        </div>
      </Stack>
    </form>
  );
}
