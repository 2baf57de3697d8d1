/** How every email of the shop looks and what stands at its foot. The core judges colours and addresses. */
import { Button, ColorInput, Group, Modal, Textarea, TextInput } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { call, commands, type Brand } from '../../../api';
import { ErrorNote, Loading } from '../../../parts';
import { useBrand } from '../queries';
import styles from '../writing/Editor.module.css';

export function BrandDialog({ onClose }: { onClose: () => void }) {
  const brand = useBrand();
  return (
    <Modal opened onClose={onClose} title="Look and address" size="lg">
      <ErrorNote error={brand.error} />
      {brand.data ? <BrandForm brand={brand.data} onClose={onClose} /> : <Loading />}
    </Modal>
  );
}

function BrandForm({ brand, onClose }: { brand: Brand; onClose: () => void }) {
  const client = useQueryClient();
  const [draft, setDraft] = useState(brand);
  const [error, setError] = useState<unknown>(null);
  const set = (change: Partial<Brand>) => {
    setDraft({ ...draft, ...change });
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
  const colour = (label: string, key: 'accent' | 'ground' | 'paper' | 'ink') => (
    <ColorInput
      label={label}
      format="hex"
      value={draft[key] ?? ''}
      onChange={(value) => {
        set({ [key]: value });
      }}
    />
  );
  return (
    <form
      className={styles.fields}
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <TextInput
        label="Words at the head"
        description="The shop’s name, when left empty"
        value={draft.logo_text ?? ''}
        onChange={(e) => {
          set({ logo_text: e.currentTarget.value });
        }}
      />
      <TextInput
        label="The shop on the web"
        placeholder="https://"
        value={draft.website ?? ''}
        onChange={(e) => {
          set({ website: e.currentTarget.value });
        }}
      />
      <Textarea
        label="Postal address"
        description="Stands at the foot of every email; the law asks for it in most countries"
        autosize
        minRows={2}
        value={draft.postal_address ?? ''}
        onChange={(e) => {
          set({ postal_address: e.currentTarget.value });
        }}
      />
      <div className={styles.colours}>
        {colour('Buttons and links', 'accent')}
        {colour('Words', 'ink')}
        {colour('The letter', 'paper')}
        {colour('Around it', 'ground')}
      </div>
      <ErrorNote error={error} />
      <Group justify="flex-end">
        <Button variant="subtle" onClick={onClose}>
          Leave as it was
        </Button>
        <Button type="submit">Save</Button>
      </Group>
    </form>
  );
}
