/** How every email of the shop looks and what stands at its foot, with a sample beside it. The core judges it anew. */
import { Button, Group, Modal } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { call, commands, type Brand } from '../../../api';
import { ErrorNote, Loading } from '../../../parts';
import { useBrand } from '../queries';
import { AddressFields } from './AddressFields';
import { ColourFields } from './ColourFields';
import { FaceFields } from './FaceFields';
import { HeadFields } from './HeadFields';
import { LinksFields } from './LinksFields';
import { Sample } from './Sample';
import styles from './brand.module.css';

export function BrandDialog({ onClose }: { onClose: () => void }) {
  const brand = useBrand();
  return (
    <Modal opened onClose={onClose} title="Look and address of every email" size={960}>
      <ErrorNote error={brand.error} />
      {brand.data ? <BrandForm brand={brand.data} onClose={onClose} /> : <Loading />}
    </Modal>
  );
}

export type BrandPart = { draft: Brand; set: (change: Partial<Brand>) => void };

function BrandForm({ brand, onClose }: { brand: Brand; onClose: () => void }) {
  const client = useQueryClient();
  const [draft, setDraft] = useState(brand);
  const [error, setError] = useState<unknown>(null);
  const set = (change: Partial<Brand>) => {
    setDraft((now) => ({ ...now, ...change }));
  };
  const save = async () => {
    try {
      await call(commands.brandSave(draft));
      await client.invalidateQueries();
      onClose();
    } catch (cause) {
      setError(cause);
    }
  };
  const part = { draft, set };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <div className={styles.form}>
        <div className={styles.parts}>
          <HeadFields {...part} />
          <ColourFields {...part} />
          <FaceFields {...part} />
          <AddressFields {...part} />
          <LinksFields {...part} />
        </div>
        <Sample brand={draft} />
      </div>
      <ErrorNote error={error} />
      <Group justify="space-between" mt="md">
        <span className={styles.quiet}>It applies to every email, those written before, too.</span>
        <Group>
          <Button variant="subtle" onClick={onClose}>
            Leave as it was
          </Button>
          <Button type="submit">Save for every email</Button>
        </Group>
      </Group>
    </form>
  );
}
