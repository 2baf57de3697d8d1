/**
 * Sends the email as it stands on the desk to the marketer's own mailbox, as the reader of the preview gets it. The
 * sending is a task of the core's: it is shown here, can be stopped, and goes on if the dialog is closed.
 */
import { Button, Group, Modal, TagsInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { call, cancelTask, commands, useTasks } from '../../../api';
import type { Email, MailSettings, TestSent } from '../../../api';
import { ErrorNote, Loading, ProgressLine } from '../../../parts';
import { useReaders } from '../queries';
import { MailServerForm } from './MailServerForm';
import { NO_SERVER, useMailSettings } from './queries';
import styles from './sending.module.css';

const MOST = 3;

/** `person`: who reads the preview; nobody chosen: the first. */
type Props = { email: Email; name: string; person: number | null; onClose: () => void };

export function SendTestDialog(props: Props) {
  const settings = useMailSettings();
  const [editing, setEditing] = useState(false);
  const [busy, setBusy] = useState(false);
  const known = settings.data;
  const asks = settings.isSuccess && (editing || !known);
  return (
    <Modal
      opened
      onClose={props.onClose}
      // While it is on its way there is Cancel; what came of it is told here.
      closeOnClickOutside={!busy}
      closeOnEscape={!busy}
      withCloseButton={!busy}
      title={asks ? 'Your mail server' : 'Send a test'}
      size="md"
    >
      <ErrorNote error={settings.error} onRetry={() => void settings.refetch()} />
      {settings.isPending && <Loading />}
      {asks && (
        <MailServerForm
          settings={known ?? NO_SERVER}
          onDone={() => {
            setEditing(false);
          }}
          onBack={
            known
              ? () => {
                  setEditing(false);
                }
              : undefined
          }
        />
      )}
      {known && !asks && (
        <SendForm
          {...props}
          settings={known}
          onBusy={setBusy}
          onChangeServer={() => {
            setEditing(true);
          }}
        />
      )}
    </Modal>
  );
}

type FormProps = Props & {
  settings: MailSettings;
  onBusy: (busy: boolean) => void;
  onChangeServer: () => void;
};

function SendForm(props: FormProps) {
  const { email, name, person, onClose, settings, onBusy, onChangeServer } = props;
  const remembered = settings.test_addresses ?? [];
  const [to, setTo] = useState(remembered.length > 0 ? remembered : [settings.from_address]);
  const [task, setTask] = useState<number | null>(null);
  const reader = useReaders('', null, person).data?.person;
  const running = useTasks().data?.find((t) => t.id === task);
  const start = useMutation({
    mutationFn: () =>
      call(commands.emailSendTest(email, name || 'An email', reader?.id ?? person ?? 0, to)),
    onSuccess: setTask,
  });
  const busy = start.isPending || running?.phase === 'running';
  useEffect(() => {
    onBusy(busy);
  }, [busy, onBusy]);
  const sent = running?.phase === 'done' ? (running.outcome as TestSent | null) : null;
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault();
        setTask(null);
        start.mutate();
      }}
    >
      <TagsInput
        label="To your own address"
        description={`At most ${String(MOST)}; mail to customers goes through Audiences`}
        maxTags={MOST}
        value={to}
        disabled={busy}
        data-autofocus
        splitChars={[',', ' ', ';']}
        acceptValueOnBlur
        onChange={setTo}
      />
      <dl className={styles.facts}>
        <dt>As</dt>
        <dd>{reader ? <bdi>{reader.name}</bdi> : 'the first of your people'}</dd>
        <dt>Subject</dt>
        <dd>begins with “[Test]”, and a line at the top says whose data it shows</dd>
        <dt>From</dt>
        <dd>
          {settings.from_address} by {settings.host}{' '}
          <Button variant="subtle" size="compact-xs" disabled={busy} onClick={onChangeServer}>
            Change
          </Button>
        </dd>
      </dl>
      <div aria-live="polite">
        {running?.phase === 'running' && (
          <ProgressLine
            label={running.progress?.phase ?? 'Sending'}
            done={0}
            onCancel={() => void cancelTask(running.id)}
          />
        )}
        {sent && (
          <p className={styles.done}>
            Sent to {sent.to.join(', ')}. If it does not come, look among the spam.
          </p>
        )}
        {running?.phase === 'cancelled' && <p>{running.error?.message ?? 'Stopped.'}</p>}
        <ErrorNote
          error={start.error ?? (running?.phase === 'failed' ? running.error : null)}
          title="The test was not sent"
        />
      </div>
      <Group justify="flex-end">
        <Button variant="subtle" disabled={busy} onClick={onClose}>
          {sent ? 'Close' : 'Not now'}
        </Button>
        <Button type="submit" loading={busy} disabled={to.length === 0 || !reader}>
          {sent ? 'Send again' : 'Send test'}
        </Button>
      </Group>
    </form>
  );
}
