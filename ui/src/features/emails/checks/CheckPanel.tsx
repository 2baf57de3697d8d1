/**
 * The tab Check: at the top what there is to say about the email itself, always fresh; under it the email read as
 * everybody. A finding opens its reader and its block; a fix is an ordinary edit.
 */
import { Loader } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useState } from 'react';
import type { Lint } from '../../../api';
import { ErrorNote, Section } from '../../../parts';
import { BrandDialog } from '../brand/BrandDialog';
import { useDesk } from '../desk/desk';
import { FindingList, type Row } from './FindingList';
import { ReaderCheck } from './ReaderCheck';
import { useLastCheck, useLints, useMend } from './useChecks';
import styles from './checks.module.css';

export function CheckPanel() {
  const { id, email, person, setPerson, select } = useDesk();
  const [settled] = useDebouncedValue(email, 300);
  const [brand, setBrand] = useState(false);
  const lints = useLints(settled, person);
  const last = useLastCheck(id, settled);
  const mend = useMend();
  const see = (who: number | null, block: string | null) => {
    if (who !== null) setPerson(who);
    if (block) select(block);
  };
  const row = (lint: Lint, index: number): Row => ({
    ...lint,
    key: `${lint.id} ${lint.place ?? ''} ${String(index)}`,
    step: lint.place?.startsWith('brand.')
      ? {
          label: 'Look and address',
          onStep: () => {
            setBrand(true);
          },
        }
      : undefined,
  });
  return (
    <div className={styles.panel}>
      <Section title="In the email">
        {lints.error && <ErrorNote error={lints.error} onRetry={() => void lints.refetch()} />}
        {lints.isLoading && <Loader size="sm" aria-label="Reading the email" />}
        {lints.data?.length === 0 && <p className={styles.quiet}>Nothing to mend.</p>}
        {lints.data && lints.data.length > 0 && (
          <FindingList
            label="In the email"
            rows={lints.data.map(row)}
            onSee={see}
            onFix={(remedy) => void mend(remedy)}
          />
        )}
      </Section>
      {last.error && <ErrorNote error={last.error} onRetry={() => void last.refetch()} />}
      {last.isSuccess && (
        <ReaderCheck last={last.data} onSee={see} onFix={(remedy) => void mend(remedy)} />
      )}
      {brand && (
        <BrandDialog
          onClose={() => {
            setBrand(false);
          }}
        />
      )}
    </div>
  );
}
