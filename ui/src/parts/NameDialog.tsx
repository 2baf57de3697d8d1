/** Asks for a name: of something new, or another for something that is there. Why it was refused is said beside it. */
import { Button, Group, Modal, TextInput } from '@mantine/core';
import { useState, type SyntheticEvent } from 'react';
import { ErrorNote } from './ErrorNote';

export type NameDialogProps = {
  title: string;
  label: string;
  description?: string;
  /** As it is now; empty: of something new. */
  name: string;
  /** Letters. */
  most: number;
  confirm: string;
  onSave: (name: string) => Promise<unknown>;
  onClose: () => void;
};

export function NameDialog(props: NameDialogProps) {
  const { title, label, description, name, most, confirm, onSave, onClose } = props;
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
    <Modal opened onClose={onClose} title={title} centered>
      <form onSubmit={submit}>
        <TextInput
          name="name"
          label={label}
          description={description}
          defaultValue={name}
          maxLength={most}
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
            {confirm}
          </Button>
        </Group>
      </form>
    </Modal>
  );
}
