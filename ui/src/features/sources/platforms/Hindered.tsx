/**
 * Why nothing comes in, or what waits for an answer: paused by its owner, held by the breaker, broken off, not
 * connected, or a list that lacks too much to be believed. Each with the way on.
 */
import { Button } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Link } from 'wouter';
import { call, commands, type DoubtInfo, type SourceInfo } from '../../../api';
import { count, noun } from '../../../format';
import { confirm, DateText, ErrorNote, showFailure } from '../../../parts';
import type { Sync } from './useSync';
import styles from './platforms.module.css';

type Props = { source: SourceInfo; sync: Sync };

/** Whether the way on stands here, so that it need not stand above. */
export function isHindered({ connected, paused, held, last }: SourceInfo): boolean {
  return (
    !connected ||
    paused ||
    held !== null ||
    last?.state === 'cancelled' ||
    (last?.state === 'failed' && last.message !== null)
  );
}

export function Hindered({ source, sync }: Props) {
  if (sync.running) return null;
  return (
    <>
      <ErrorNote error={sync.start.error} title="It could not be started" />
      <Why source={source} sync={sync} />
      {source.doubts.map((doubt) => (
        <Doubt key={doubt.kind} source={source} doubt={doubt} />
      ))}
    </>
  );
}

function Why({ source, sync }: Props) {
  const { last, held } = source;
  const again = (label: string) => (
    <Button
      size="xs"
      loading={sync.start.isPending}
      onClick={() => {
        sync.start.mutate();
      }}
    >
      {label}
    </Button>
  );
  if (!source.connected) {
    return (
      <Note
        title="Not connected"
        action={
          <Button size="xs" component={Link} href={`/sources/connect/${source.kind}`}>
            Connect again
          </Button>
        }
      >
        Its data stayed as it was last read. Connecting it again goes on from there.
      </Note>
    );
  }
  if (source.paused) {
    return (
      <Note title="Paused" action={again('Go on')}>
        Nothing is read until you go on, and then from where it stopped.
      </Note>
    );
  }
  if (held) {
    return (
      <Note bad title="Nothing comes in" action={again('Try now')}>
        {last?.state === 'failed' && last.message && <>{last.message} </>}
        Held since <DateText when={held.since} shape="time" />
        {held.until === null ? (
          ', until you have mended it: waiting alone will not help.'
        ) : (
          <>
            {' '}
            until <DateText when={held.until} shape="time" />, after {count(held.failures)}{' '}
            {noun(held.failures, 'failure')} in a row.
          </>
        )}
      </Note>
    );
  }
  if (last?.state === 'failed' && last.message) {
    return (
      <Note bad title="The last reading broke off" action={again('Try now')}>
        {last.message}
      </Note>
    );
  }
  if (last?.state === 'cancelled') {
    return (
      <Note title="The last reading was stopped" action={again('Go on')}>
        What had come in stays, and the next reading goes on from there.
      </Note>
    );
  }
  return null;
}

const THINGS: Record<string, [string, string]> = {
  order: ['order', 'orders'],
  customer: ['customer', 'customers'],
  product: ['product', 'products'],
  cart: ['cart', 'carts'],
};

function Doubt({ source, doubt }: { source: SourceInfo; doubt: DoubtInfo }) {
  const client = useQueryClient();
  const [one, many] = THINGS[doubt.kind] ?? [doubt.kind, `${doubt.kind}s`];
  const missing = `${count(doubt.missing)} ${noun(doubt.missing, one, many)}`;
  const believe = useMutation({
    mutationFn: () => call(commands.sourceBelieve(source.id, doubt.kind)),
    onSuccess: () => client.invalidateQueries(),
    onError: showFailure,
  });
  const ask = () => {
    void confirm({
      title: `Remove ${missing}?`,
      body: `${source.name} does not list them any more. Their figures go with them. This cannot be undone here; if they turn up there again, the next reading brings them back.`,
      confirmLabel: `Remove ${missing}`,
      cancelLabel: 'Keep them',
      destructive: true,
    }).then((sure) => {
      if (sure) believe.mutate();
    });
  };
  return (
    <Note
      title={`Are ${missing} really gone?`}
      action={
        <Button size="xs" variant="default" loading={believe.isPending} onClick={ask}>
          They are gone…
        </Button>
      }
    >
      {source.name} lists {count(doubt.known - doubt.missing)} of the {count(doubt.known)} {many}{' '}
      that are known here. That is a lot at once, so nothing was removed. A key that sees less, or a
      half-restored shop, looks just like this.
    </Note>
  );
}

type NoteProps = { title: string; bad?: boolean; action: ReactNode; children: ReactNode };

function Note({ title, bad, action, children }: NoteProps) {
  return (
    <div role={bad ? 'alert' : 'status'} className={styles.note} data-bad={bad || undefined}>
      <div>
        <p className={styles.noteTitle}>{title}</p>
        <p>{children}</p>
      </div>
      <div className={styles.noteDo}>{action}</div>
    </div>
  );
}
