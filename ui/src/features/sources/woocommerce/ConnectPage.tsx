/**
 * Connecting a shop: address, key, secret; a test that names the cause; then the first reading begins. The
 * secret lives in this form's state until it is handed over, and is kept only in the system keychain.
 */
import { Button, Checkbox, PasswordInput, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { useLocation } from 'wouter';
import { call, commands } from '../../../api';
import { ErrorNote, Page, PageHeader } from '../../../parts';
import { FoundNote } from './FoundNote';
import { KeySteps } from './KeySteps';
import styles from './woocommerce.module.css';

const EMPTY = { address: '', key: '', allow_plain_http: false, consent_field: '' };
type Entered = typeof EMPTY;

export function ConnectPage() {
  const [login, setLogin] = useState(EMPTY);
  const [secret, setSecret] = useState('');
  const [, go] = useLocation();
  const client = useQueryClient();
  const test = useMutation({
    mutationFn: () => call(commands.sourceTest('woocommerce', words(login), { secret })),
  });
  const connect = useMutation({
    mutationFn: async () => {
      const source = await call(commands.sourceAdd('woocommerce', words(login), { secret }));
      await call(commands.syncStart(source.id));
      return source;
    },
    onSuccess: async (source) => {
      setSecret('');
      await client.invalidateQueries();
      go(`/sources/woocommerce/${String(source.id)}`);
    },
  });
  const change = (part: Partial<Entered>) => {
    setLogin((known) => ({ ...known, ...part }));
    test.reset();
    connect.reset();
  };
  const ready = login.address.trim() !== '' && login.key.trim() !== '' && secret.trim() !== '';
  const busy = test.isPending || connect.isPending;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (ready && !busy) connect.mutate();
  };
  return (
    <Page>
      <PageHeader
        title="Connect WooCommerce"
        subtitle="Regulars reads your orders, customers and products. It changes nothing in your shop."
        back={{ href: '/sources', label: 'Sources' }}
      />
      <div className={styles.columns}>
        <form className={styles.form} onSubmit={submit}>
          <TextInput
            label="Your shop’s address"
            description="As your customers see it"
            placeholder="shop.example"
            value={login.address}
            autoFocus
            spellCheck={false}
            onChange={(e) => {
              change({ address: e.currentTarget.value });
            }}
          />
          {isOpenHttp(login.address) && (
            <Checkbox
              label="My shop has no https. Send my customers’ data unencrypted."
              checked={login.allow_plain_http}
              onChange={(e) => {
                change({ allow_plain_http: e.currentTarget.checked });
              }}
            />
          )}
          <TextInput
            label="Consumer key"
            placeholder="ck_…"
            value={login.key}
            spellCheck={false}
            autoComplete="off"
            onChange={(e) => {
              change({ key: e.currentTarget.value });
            }}
          />
          <PasswordInput
            label="Consumer secret"
            description="Kept in your system’s keychain, never in the shop’s file"
            placeholder="cs_…"
            value={secret}
            autoComplete="off"
            onChange={(e) => {
              setSecret(e.currentTarget.value);
              test.reset();
              connect.reset();
            }}
          />
          <TextInput
            label="Consent field (optional)"
            description="If your shop notes a yes or no to marketing emails in a field of its own, its name. Without one, only what Mailchimp for WooCommerce noted counts; a purchase is never taken for a yes."
            placeholder="marketing_opt_in"
            value={login.consent_field}
            spellCheck={false}
            onChange={(e) => {
              change({ consent_field: e.currentTarget.value });
            }}
          />
          <div className={styles.buttons}>
            <Button type="submit" disabled={!ready || test.isPending} loading={connect.isPending}>
              Connect and read the shop
            </Button>
            <Button
              variant="default"
              disabled={!ready || connect.isPending}
              loading={test.isPending}
              onClick={() => {
                test.mutate();
              }}
            >
              Test
            </Button>
          </div>
          <div aria-live="polite">
            {test.data && !connect.error && <FoundNote found={test.data} />}
            <ErrorNote error={test.error ?? connect.error} title="The shop could not be read" />
          </div>
        </form>
        <KeySteps address={login.address} />
      </div>
    </Page>
  );
}

function words(login: Entered): Record<string, string> {
  return { ...login, allow_plain_http: login.allow_plain_http ? 'yes' : '' };
}

/** Plain http to another machine: a matter to be asked about. To this one it is nobody's business. */
function isOpenHttp(address: string): boolean {
  const typed = address.trim().toLowerCase();
  return typed.startsWith('http://') && !/^http:\/\/(localhost|127\.|\[::1\])/.test(typed);
}
