/** Pools of codes for offers: bring in a file, how many are left, who got which; delete and undo. */
import { Button } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { call, commands, pickFile, useDroppedFile, type CouponPool } from '../../../api';
import {
  EmptyState,
  ErrorNote,
  Loading,
  Page,
  PageHeader,
  showFailure,
  showUndo,
} from '../../../parts';
import { ImportDialog } from './ImportDialog';
import { PoolGiven } from './PoolGiven';
import { PoolRow } from './PoolRow';
import { COUPONS, useCouponPools } from './queries';
import styles from './coupons.module.css';

const KINDS = [{ name: 'Codes', extensions: ['csv', 'txt', 'tsv', 'gz'] }];
type File = { path: string; into: string | null };

export function CouponsPage() {
  const pools = useCouponPools();
  const client = useQueryClient();
  const [file, setFile] = useState<File | null>(null);
  const [shown, setShown] = useState<CouponPool | null>(null);
  const hovering = useDroppedFile((path) => {
    setFile({ path, into: null });
  });
  const choose = (into: string | null) => {
    pickFile({ title: 'Choose a file of codes', kinds: KINDS }).then((path) => {
      if (path !== null) setFile({ path, into });
    }, showFailure);
  };
  const fresh = () => client.invalidateQueries({ queryKey: COUPONS });
  const remove = async (pool: CouponPool) => {
    try {
      await call(commands.couponPoolDelete(pool.id));
      showUndo({
        message: (
          <>
            The pool “<bdi>{pool.name}</bdi>” was deleted. What was handed out stays handed out.
          </>
        ),
        onUndo: async () => {
          await call(commands.couponPoolRestore(pool.id));
          await fresh();
        },
      });
      await fresh();
    } catch (error) {
      showFailure(error);
    }
  };
  const all = pools.data;
  const bring = (
    <Button
      onClick={() => {
        choose(null);
      }}
    >
      Bring in codes
    </Button>
  );
  return (
    <Page>
      <PageHeader
        back={{ href: '/emails', label: 'Emails' }}
        title="Codes"
        subtitle="For offers with a code of everybody’s own: each is handed out once, and never to two people."
        action={all && all.length > 0 && bring}
      />
      <ErrorNote error={pools.error} onRetry={() => void pools.refetch()} />
      {pools.isLoading && <Loading label="Looking for codes" />}
      {hovering && <p className={styles.soft}>Let go to bring this file in.</p>}
      {all?.length === 0 && (
        <EmptyState title="No codes yet" action={bring}>
          Make unique codes in your shop, export them as a file, and bring it in here: one code a
          line, or a table with a column called “code”. An email’s offer then gives each reader
          their own.
        </EmptyState>
      )}
      {all && all.length > 0 && (
        <ul className={styles.list} aria-label="Pools of codes">
          {all.map((pool) => (
            <PoolRow
              key={pool.id}
              pool={pool}
              onShow={() => {
                setShown(pool);
              }}
              onAdd={() => {
                choose(pool.name);
              }}
              onRemove={() => void remove(pool)}
            />
          ))}
        </ul>
      )}
      {file && (
        <ImportDialog
          key={file.path}
          {...file}
          pools={all ?? []}
          onClose={() => {
            setFile(null);
          }}
        />
      )}
      {shown && (
        <PoolGiven
          id={shown.id}
          name={shown.name}
          onClose={() => {
            setShown(null);
          }}
        />
      )}
    </Page>
  );
}
