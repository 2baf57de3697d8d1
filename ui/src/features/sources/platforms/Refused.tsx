/** The rows of the last reading that could not be understood: why, and a way to see each of them. */
import { Button, Modal } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { call, commands, type LastSync } from '../../../api';
import { count, plural } from '../../../format';
import { ErrorNote, Loading, Section } from '../../../parts';
import styles from './platforms.module.css';

const STEP = 50;

export function Refused({ last }: { last: LastSync }) {
  const [open, setOpen] = useState(false);
  if (last.refused === 0) return null;
  return (
    <Section
      title={`${plural(last.refused, 'row')} could not be read`}
      hint="Nothing was guessed; everything else is in."
      aside={
        <Button
          variant="subtle"
          size="compact-sm"
          onClick={() => {
            setOpen(true);
          }}
        >
          See all
        </Button>
      }
    >
      <ul className={styles.reasons}>
        {[...new Set(last.reasons)].map((reason) => (
          <li key={reason}>{reason}</li>
        ))}
      </ul>
      {open && (
        <All
          run={last.run}
          onClose={() => {
            setOpen(false);
          }}
        />
      )}
    </Section>
  );
}

function All({ run, onClose }: { run: number; onClose: () => void }) {
  const [shown, setShown] = useState(STEP);
  const page = useQuery({
    queryKey: ['runs', 'refused', run, shown],
    queryFn: () => call(commands.runRefused(run, 0, shown)),
    placeholderData: keepPreviousData,
  });
  const { total = 0, rows = [] } = page.data ?? {};
  return (
    <Modal opened onClose={onClose} title={`${plural(total, 'row')} not read`} size="xl">
      <ErrorNote error={page.error} />
      {page.isPending && <Loading label="Looking for them" />}
      {rows.length > 0 && (
        <table className={styles.refused}>
          <thead>
            <tr>
              <th scope="col">No.</th>
              <th scope="col">Why</th>
              <th scope="col">What was there</th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={row.row_no}>
                <td>{count(row.row_no)}</td>
                <td>{row.reason}</td>
                <td>
                  <code>{row.raw}</code>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {rows.length < total && (
        <Button
          variant="default"
          mt="md"
          loading={page.isFetching}
          onClick={() => {
            setShown(shown + 4 * STEP);
          }}
        >
          Show more
        </Button>
      )}
    </Modal>
  );
}
