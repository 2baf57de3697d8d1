/**
 * The email written out for each reader who may be mailed, and its codes handed out, each once. It says first for how
 * many, and how many codes are left afterwards; the writing is a task of the core's, which goes on if this is closed.
 */
import { Button, Checkbox, Group, NativeSelect } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { call, cancelTask, commands, pickFolder, useTasks } from '../../../api';
import type { Email, EverybodyDone } from '../../../api';
import { count, people, plural } from '../../../format';
import { confirm, ErrorNote, Loading, ProgressLine } from '../../../parts';
import { COUPONS } from '../coupons/queries';
import { useSegments } from '../queries';
import { PoolNeeds } from './PoolNeeds';
import styles from './exporting.module.css';

type Props = { id: number; email: Email; name: string; among: number | null };

export function ExportEverybody({ id, email, name, among }: Props) {
  const client = useQueryClient();
  const segments = useSegments();
  const [segment, setSegment] = useState(among);
  const [letters, setLetters] = useState(true);
  const [task, setTask] = useState<number | null>(null);
  const running = useTasks().data?.find((t) => t.id === task);
  const plan = useQuery({
    queryKey: ['email-everybody', id, email, segment],
    queryFn: () => call(commands.emailEverybodyPlan(id, email, segment)),
    staleTime: 0,
  });
  const fresh = plan.data?.pools.reduce((sum, pool) => sum + pool.new, 0) ?? 0;
  const lacking = plan.data?.pools.some((pool) => pool.missing > 0) ?? false;
  const start = useMutation({
    mutationFn: async () => {
      const folder = await pickFolder({ title: 'Where should it go?' });
      if (folder === null) return null;
      const yes =
        fresh === 0 ||
        (await confirm({
          title: `Hand out ${plural(fresh, 'code')}?`,
          body: 'Each code goes to one reader and to nobody else, and it is not taken back. Whoever has one for this email keeps it.',
          confirmLabel: 'Hand out and write',
          cancelLabel: 'Not now',
        }));
      if (!yes) return null;
      return call(
        commands.emailEverybody(id, email, name || 'Email', { segment, letters }, folder),
      );
    },
    onSuccess: setTask,
  });
  const phase = running?.phase;
  useEffect(() => {
    if (phase !== 'done' && phase !== 'failed') return;
    void client.invalidateQueries({ queryKey: COUPONS });
    void client.invalidateQueries({ queryKey: ['email-everybody'] });
  }, [client, phase]);
  const done = phase === 'done' ? (running?.outcome as EverybodyDone | null) : null;
  const busy = start.isPending || phase === 'running';
  return (
    <>
      <NativeSelect
        label="For"
        disabled={busy}
        value={String(segment ?? '')}
        onChange={(e) => {
          setSegment(e.currentTarget.value === '' ? null : Number(e.currentTarget.value));
        }}
        data={[
          { value: '', label: 'Everybody' },
          ...(segments.data ?? []).map((s) => ({ value: String(s.id), label: s.name })),
        ]}
      />
      <Checkbox
        label="A letter for each, as an HTML file"
        checked={letters}
        disabled={busy}
        onChange={(e) => {
          setLetters(e.currentTarget.checked);
        }}
      />
      {plan.isPending && <Loading label="Counting the readers" lines={2} />}
      <ErrorNote error={plan.error} title="It cannot be written like this" />
      {plan.data && !done && (
        <div className={styles.plan}>
          <p>
            <b>{people(plan.data.people)}</b> may be mailed.
            {plan.data.may_not > 0 &&
              ` ${count(plan.data.may_not)} more may not, and are left out.`}
          </p>
          <PoolNeeds pools={plan.data.pools} />
        </div>
      )}
      <div aria-live="polite">
        {phase === 'running' && running && (
          <ProgressLine
            label={running.progress?.phase ?? 'Writing'}
            done={running.progress?.done ?? 0}
            total={running.progress?.total ?? null}
            onCancel={() => void cancelTask(running.id)}
          />
        )}
        {done && (
          <div className={styles.plan}>
            <p className={styles.done}>
              Written for {people(done.people)} to {done.path}
            </p>
            {done.pools.map((pool) => (
              <p key={pool.pool}>
                <bdi>{pool.name}</bdi>: {pool.left === 0 ? 'no code' : plural(pool.left, 'code')}{' '}
                left.
              </p>
            ))}
          </div>
        )}
        {phase === 'cancelled' && (
          <p>
            Stopped. Codes that were handed out stay with their readers; write it again and they are
            the same.
          </p>
        )}
        <ErrorNote
          error={start.error ?? (phase === 'failed' ? running?.error : null)}
          title="It was not written"
        />
      </div>
      <Group justify="flex-end">
        <Button
          disabled={!plan.data || plan.data.people === 0 || lacking}
          loading={busy}
          onClick={() => {
            setTask(null);
            start.mutate();
          }}
        >
          {fresh > 0 ? `Hand out ${plural(fresh, 'code')} and write…` : 'Choose a folder…'}
        </Button>
      </Group>
    </>
  );
}
