/**
 * The shared block itself, edited for every email that uses it: the same canvas as an email's, on a desk of its own.
 * Nothing changes elsewhere until it is saved.
 */
import { Button, Group, Modal, TextInput } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useMemo, useState } from 'react';
import { call, commands, type Email, type EmailBlock, type SavedBlock } from '../../../api';
import { plural } from '../../../format';
import { confirm, ErrorNote, showDone, showUndo } from '../../../parts';
import { useDesk, type Change } from '../desk/desk';
import { DeskPlace } from '../desk/DeskPlace';
import { Canvas } from '../writing/Letter';
import { SAVED_BLOCKS } from './queries';

export type SharedDialogProps = { saved: SavedBlock & { block: EmailBlock }; onClose: () => void };

export function SharedDialog({ saved, onClose }: SharedDialogProps) {
  const outer = useDesk();
  const client = useQueryClient();
  const [name, setName] = useState(saved.name);
  const [error, setError] = useState<unknown>(null);
  const [selected, select] = useState<string | null>(null);
  const [email, setEmail] = useState<Email>(() => ({
    version: 2,
    subject: '',
    blocks: [saved.block],
  }));
  const change = useCallback<Change>((next) => {
    setEmail((now) => (typeof next === 'function' ? next(now) : next));
  }, []);
  const desk = useMemo(
    () => ({ ...outer, name, email, change, selected, select }),
    [outer, name, email, change, selected],
  );
  const done = async (work: () => Promise<unknown>) => {
    try {
      await work();
      await client.invalidateQueries({ queryKey: SAVED_BLOCKS });
      void client.invalidateQueries({ queryKey: ['email-preview'] });
      onClose();
    } catch (cause) {
      setError(cause);
    }
  };
  const [block, ...others] = email.blocks;
  const where = plural(Math.max(1, saved.used_in.length), 'email');
  const remove = async () => {
    const sure =
      saved.used_in.length === 0 ||
      (await confirm({
        title: `Delete “${saved.name}”?`,
        body: `It stands in ${where}: ${saved.used_in.join(', ')}. Nobody will see anything in its place.`,
        confirmLabel: 'Delete it',
        destructive: true,
      }));
    if (!sure) return;
    await done(async () => {
      await call(commands.documentDelete('email_block', saved.id));
      showUndo({
        message: `“${saved.name}” is deleted.`,
        onUndo: async () => {
          await call(commands.documentRestore('email_block', saved.id));
          await client.invalidateQueries({ queryKey: SAVED_BLOCKS });
        },
      });
    });
  };
  return (
    <Modal opened onClose={onClose} title={`Shared block, in ${where}`} size="lg">
      <TextInput
        label="Name"
        mb="md"
        value={name}
        onChange={(e) => {
          setName(e.currentTarget.value);
        }}
      />
      <DeskPlace value={desk}>
        <Canvas />
      </DeskPlace>
      {others.length > 0 && (
        <ErrorNote
          error={new Error('A shared block is one block. Put what belongs together into columns.')}
        />
      )}
      <ErrorNote error={error} />
      <Group justify="space-between" mt="md">
        <Button variant="subtle" color="brick" onClick={() => void remove()}>
          Delete it
        </Button>
        <Group>
          <Button variant="subtle" onClick={onClose}>
            Leave as it was
          </Button>
          <Button
            disabled={!block || others.length > 0 || name.trim() === ''}
            onClick={() => {
              if (!block) return;
              void done(async () => {
                await call(commands.emailBlockSave(saved.id, name, block));
                showDone(`Saved for ${where}.`);
              });
            }}
          >
            Save for {where}
          </Button>
        </Group>
      </Group>
    </Modal>
  );
}
