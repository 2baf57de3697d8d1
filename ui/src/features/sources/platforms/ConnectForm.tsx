/**
 * What a platform wants to know, beside where to find it: Test names the cause when something is in the way,
 * and the button connects. Also for a new key of a source that is connected: then its address stays as it is.
 * Secrets live in this form's state until they are handed over, and are kept only in the system keychain.
 */
import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { call, commands, type PlatformInfo, type SourceInfo } from '../../../api';
import { ErrorNote } from '../../../parts';
import { isComplete, NOTHING_ENTERED, sent, shownFields, type Entered } from './entry';
import { EntryInput } from './EntryInput';
import { FoundNote } from './FoundNote';
import { KeySteps } from './KeySteps';
import styles from './platforms.module.css';

type Props = {
  platform: PlatformInfo;
  /** What is connected already and only gets a new key. */
  known?: Record<string, string>;
  label: string;
  onConnected: (source: SourceInfo) => Promise<void>;
};

export function ConnectForm({ platform, known, label, onConnected }: Props) {
  const [entered, setEntered] = useState<Entered>({ ...NOTHING_ENTERED, words: known ?? {} });
  const shown = shownFields(platform.fields, entered);
  const first = shown.find((f) => !(known && f.kind === 'address'))?.name;
  const test = useMutation({
    mutationFn: () => {
      const { words, secrets } = sent(platform.fields, entered);
      return call(commands.sourceTest(platform.kind, words, secrets));
    },
  });
  const connect = useMutation({
    mutationFn: async () => {
      const { words, secrets } = sent(platform.fields, entered);
      await onConnected(await call(commands.sourceAdd(platform.kind, words, secrets)));
    },
  });
  const change = (name: string, secret: boolean, value: string) => {
    const part = secret ? 'secrets' : 'words';
    setEntered((now) => ({ ...now, [part]: { ...now[part], [name]: value } }));
    test.reset();
    connect.reset();
  };
  const ready = isComplete(platform.fields, entered);
  const busy = test.isPending || connect.isPending;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (ready && !busy) connect.mutate();
  };
  return (
    <div className={styles.columns}>
      <form className={styles.form} onSubmit={submit}>
        {shown.map((field) => (
          <EntryInput
            key={field.name}
            field={field}
            value={entered[field.kind === 'secret' ? 'secrets' : 'words'][field.name] ?? ''}
            autoFocus={field.name === first}
            fixed={known !== undefined && field.kind === 'address'}
            onChange={(value) => {
              change(field.name, field.kind === 'secret', value);
            }}
          />
        ))}
        <div className={styles.buttons}>
          <Button type="submit" disabled={!ready || test.isPending} loading={connect.isPending}>
            {label}
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
          <ErrorNote
            error={test.error ?? connect.error}
            title={`${platform.name} could not be read`}
          />
        </div>
      </form>
      <KeySteps steps={platform.steps} />
    </div>
  );
}
