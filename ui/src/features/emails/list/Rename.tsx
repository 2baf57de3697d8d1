/** Asks for another name of an email. */
import { Button, Group, Modal, TextInput } from '@mantine/core';
import { useState, type SyntheticEvent } from 'react';
import type { EmailSummary } from '../../../api';
import { ErrorNote } from '../../../parts';

export type RenameProps = {
  email: EmailSummary;
  onSave: (name: string) => Promise<unknown>;
  onClose: () => void;
};

export function Rename({ email, onSave, onClose }: RenameProps) {
  const [error, setError] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);
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
    <Modal opened onClose={onClose} title="Rename the email" centered>
      <form onSubmit={submit}>
        <TextInput
          name="name"
          label="Its name"
          description="Only you see it; readers see the subject."
          defaultValue={email.name}
          maxLength={120}
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
            Rename
          </Button>
        </Group>
      </form>
    </Modal>
  );
}
