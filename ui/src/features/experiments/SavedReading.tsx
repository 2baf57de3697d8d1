/** A saved test, read again each time it is opened: the figures are stored, the words and the picture are not. */
import { Button } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useLocation } from 'wouter';
import { call, commands, type Experiment } from '../../api';
import { ErrorNote, Loading, Page, PageHeader, showFailure, showUndo } from '../../parts';
import { save, useSaved } from './experiments';
import { ReadoutView } from './ReadoutView';
import { SaveDialog } from './SaveDialog';

const BACK = { href: '/experiments', label: 'Experiments' };

export function SavedReading({ id }: { id: number }) {
  const [, navigate] = useLocation();
  const client = useQueryClient();
  const [renaming, setRenaming] = useState(false);
  const { data, error, refetch } = useSaved(id);
  const refresh = () => client.invalidateQueries({ queryKey: ['experiments'] });
  if (!data) {
    return (
      <Page>
        <PageHeader title="A test" back={BACK} />
        {error ? (
          <ErrorNote error={error} onRetry={() => void refetch()} />
        ) : (
          <Loading label="Reading" />
        )}
      </Page>
    );
  }
  const { document, reading } = data;
  const keep = async (name: string, experiment: Experiment) => {
    await save(id, name, experiment);
    await refresh();
  };
  const remove = async () => {
    try {
      await call(commands.documentDelete('experiment', id));
    } catch (cause) {
      showFailure(cause);
      return;
    }
    await refresh();
    navigate('/experiments');
    showUndo({
      message: `Deleted “${document.name}”.`,
      onUndo: async () => {
        await call(commands.documentRestore('experiment', id));
        await refresh();
      },
    });
  };
  return (
    <Page>
      <PageHeader
        title={document.name}
        subtitle={
          reading.experiment.hypothesis ? `Expected: ${reading.experiment.hypothesis}` : undefined
        }
        back={BACK}
        more={
          <>
            <Button
              variant="subtle"
              onClick={() => {
                setRenaming(true);
              }}
            >
              Rename
            </Button>
            <Button variant="subtle" color="brick" onClick={() => void remove()}>
              Delete
            </Button>
          </>
        }
      />
      <ReadoutView
        reading={reading}
        onPlanned={(experiment) => void keep(document.name, experiment).catch(showFailure)}
      />
      <SaveDialog
        opened={renaming}
        title="Name and expectation"
        name={document.name}
        hypothesis={reading.experiment.hypothesis ?? ''}
        onClose={() => {
          setRenaming(false);
        }}
        onSave={(name, hypothesis) => keep(name, { ...reading.experiment, hypothesis })}
      />
    </Page>
  );
}
