/** A file of codes was chosen: into which pool it goes, then what became of each line. */
import { Autocomplete, Button, Group, Modal } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { call, commands, type CouponPool } from '../../../api';
import { ErrorNote } from '../../../parts';
import { ImportReport } from './ImportReport';
import { COUPONS } from './queries';
import styles from './coupons.module.css';

type Props = { path: string; pools: CouponPool[]; into: string | null; onClose: () => void };

const stem = (path: string): string =>
  (path.split(/[/\\]/).at(-1) ?? '').replace(/\.[^.]*$/, '').slice(0, 80);

export function ImportDialog({ path, pools, into, onClose }: Props) {
  const client = useQueryClient();
  const [name, setName] = useState(into ?? stem(path));
  const bring = useMutation({
    mutationFn: () => call(commands.couponImport(path, name)),
    onSuccess: () => client.invalidateQueries({ queryKey: COUPONS }),
  });
  const known = pools.find((p) => p.name === name.trim());
  return (
    <Modal opened onClose={onClose} title="Bring in codes" size="lg">
      {bring.data ? (
        <ImportReport report={bring.data} onClose={onClose} />
      ) : (
        <form
          className={styles.form}
          onSubmit={(event) => {
            event.preventDefault();
            bring.mutate();
          }}
        >
          <Autocomplete
            label="Pool"
            description={
              known
                ? 'The codes are added to this pool.'
                : 'A new pool. Choose one that is there to add to it.'
            }
            data={pools.map((p) => p.name)}
            value={name}
            onChange={setName}
            data-autofocus
          />
          <p className={styles.soft}>
            From <bdi>{path.split(/[/\\]/).at(-1)}</bdi>: one code a line, or a table with a column
            called “code”.
          </p>
          <ErrorNote error={bring.error} />
          <Group justify="flex-end">
            <Button variant="subtle" onClick={onClose}>
              Cancel
            </Button>
            <Button type="submit" loading={bring.isPending} disabled={name.trim() === ''}>
              {known ? 'Add the codes' : 'Bring them in'}
            </Button>
          </Group>
        </form>
      )}
    </Modal>
  );
}
