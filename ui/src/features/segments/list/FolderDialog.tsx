/** Asks for a folder's name: of a new one, or another for one that is there. */
import { Button, Group, Modal, TextInput } from '@mantine/core';
import { useState, type SyntheticEvent } from 'react';
import type { Folder } from '../../../api';
import { ErrorNote } from '../../../parts';

export type FolderDialogProps = {
  folder: Folder | null;
  onSave: (name: string) => Promise<unknown>;
  onClose: () => void;
};

export function FolderDialog({ folder, onSave, onClose }: FolderDialogProps) {
  const [error, setError] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);
  // The field keeps its own text, and what stands in it at that moment is saved: nothing typed can get lost on the way.
  const submit = (event: SyntheticEvent<HTMLFormElement>) => {
    event.preventDefault();
    const field = event.currentTarget.elements.namedItem('name');
    setBusy(true);
    onSave(field instanceof HTMLInputElement ? field.value : '')
      .then(onClose, setError)
      .finally(() => {
        setBusy(false);
      });
  };
  return (
    <Modal opened onClose={onClose} title={folder ? 'Rename the folder' : 'New folder'} centered>
      <form onSubmit={submit}>
        <TextInput
          name="name"
          label="Name of the folder"
          defaultValue={folder?.name ?? ''}
          maxLength={60}
          dir="auto"
          autoComplete="off"
          data-autofocus
        />
        <ErrorNote error={error} />
        <Group justify="flex-end" mt="md">
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" loading={busy}>
            {folder ? 'Rename' : 'Make the folder'}
          </Button>
        </Group>
      </form>
    </Modal>
  );
}
