/** "Save as a shared block…": the block gets a name and a life of its own; here a reference to it takes its place. */
import { Button, Group, Modal, TextInput } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { call, commands, type EmailBlock } from '../../../api';
import { ErrorNote, showDone } from '../../../parts';
import { KIND_NAMES } from '../draft';
import { useLetter } from '../writing/useLetter';
import { SAVED_BLOCKS } from './queries';

export function SaveBlockDialog({ block, onClose }: { block: EmailBlock; onClose: () => void }) {
  const client = useQueryClient();
  const letter = useLetter();
  const [name, setName] = useState('');
  const [error, setError] = useState<unknown>(null);
  const save = async () => {
    try {
      const { only_for, ...shared } = block;
      const saved = await call(commands.emailBlockSave(null, name, shared));
      await client.invalidateQueries({ queryKey: SAVED_BLOCKS });
      const here: EmailBlock = { id: block.id, content: { kind: 'saved', block: saved.id } };
      letter.setBlock(block.id, only_for ? { ...here, only_for } : here, 'share a block');
      showDone('It is shared. You find it under “Add a block” in every email.');
      onClose();
    } catch (cause) {
      setError(cause);
    }
  };
  return (
    <Modal opened onClose={onClose} title="Save as a shared block">
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        <TextInput
          label="What is it called?"
          description="Every email that uses it changes with it."
          placeholder={`Our ${KIND_NAMES[block.content.kind].toLowerCase()}`}
          value={name}
          data-autofocus
          onChange={(e) => {
            setName(e.currentTarget.value);
          }}
        />
        <ErrorNote error={error} />
        <Group justify="flex-end" mt="md">
          <Button variant="subtle" onClick={onClose}>
            Leave as it is
          </Button>
          <Button type="submit" disabled={name.trim() === ''}>
            Share it
          </Button>
        </Group>
      </form>
    </Modal>
  );
}
