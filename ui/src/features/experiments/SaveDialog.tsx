/** Asks for a test's name and what was expected of it. It stays open, with the reason, when saving is refused. */
import { Button, Group, Modal, Stack, TextInput, Textarea } from '@mantine/core';
import { useState } from 'react';
import { ErrorNote } from '../../parts';

export type SaveDialogProps = {
  opened: boolean;
  title: string;
  name: string;
  hypothesis: string;
  onClose: () => void;
  onSave: (name: string, hypothesis: string) => Promise<void>;
};

export function SaveDialog({ opened, title, onClose, ...rest }: SaveDialogProps) {
  return (
    <Modal opened={opened} onClose={onClose} title={title} centered>
      {opened && <Fields {...rest} onClose={onClose} />}
    </Modal>
  );
}

type FieldsProps = Omit<SaveDialogProps, 'opened' | 'title'>;

function Fields({ onClose, onSave, ...start }: FieldsProps) {
  const [name, setName] = useState(start.name);
  const [hypothesis, setHypothesis] = useState(start.hypothesis);
  const [error, setError] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);
  const submit = async () => {
    setBusy(true);
    try {
      await onSave(name, hypothesis.trim());
      onClose();
    } catch (cause) {
      setError(cause);
    } finally {
      setBusy(false);
    }
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      <Stack gap="md">
        <TextInput
          label="Name"
          placeholder="First names in the subject"
          value={name}
          data-autofocus
          onChange={(event) => {
            setName(event.currentTarget.value);
          }}
        />
        <Textarea
          label="What did you expect?"
          description="One sentence, so that you can be honest with yourself later. It may stay empty."
          rows={3}
          value={hypothesis}
          onChange={(event) => {
            setHypothesis(event.currentTarget.value);
          }}
        />
        <ErrorNote error={error} title="It was not saved" />
        <Group justify="flex-end" gap="sm">
          <Button variant="subtle" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" loading={busy} disabled={name.trim() === ''}>
            Save
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
