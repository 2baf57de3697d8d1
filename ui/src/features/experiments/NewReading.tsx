/**
 * A new test to read: the way in (file, paste, example) until there is a result, then its readout. Nothing
 * is kept until the person saves it.
 */
import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useLocation } from 'wouter';
import { call, commands, type Experiment, type ResultsFrom } from '../../api';
import { ErrorNote, Page, PageHeader, showDone, showFailure } from '../../parts';
import { save } from './experiments';
import { ReadoutView } from './ReadoutView';
import { ResultsEntry } from './ResultsEntry';
import { SaveDialog } from './SaveDialog';

const BACK = { href: '/experiments', label: 'Experiments' };

export function NewReading({ example = false }: { example?: boolean }) {
  const [, navigate] = useLocation();
  const [saving, setSaving] = useState(false);
  const [text, setText] = useState('');
  const read = useMutation({
    mutationFn: (from: ResultsFrom) => call(commands.experimentRead(from, [])),
  });
  const reread = useMutation({
    mutationFn: (experiment: Experiment) => call(commands.experimentReadout(experiment)),
  });
  const { mutate, reset } = read;
  useEffect(() => {
    if (!example) return;
    call(commands.experimentExample()).then((made) => {
      setText(made);
      mutate({ kind: 'text', text: made });
    }, showFailure);
  }, [example, mutate]);

  const reading = reread.data ?? read.data;
  if (!reading) {
    return (
      <Page>
        <PageHeader
          title="Read a test"
          subtitle="Bring the result of an A/B test: totals for each variant, or a row for each person."
          back={BACK}
        />
        <ResultsEntry
          text={text}
          onText={setText}
          onRead={mutate}
          onExample={() => {
            navigate('/experiments/example');
          }}
          busy={read.isPending}
        />
        <ErrorNote error={read.error} title="This result cannot be read" />
      </Page>
    );
  }
  return (
    <Page>
      <PageHeader
        title="A test, just read"
        subtitle="Not kept yet. Save it to find it again under Experiments."
        back={BACK}
        more={
          <Button
            variant="subtle"
            onClick={() => {
              reset();
              reread.reset();
              navigate('/experiments/new', { replace: true });
            }}
          >
            Read another
          </Button>
        }
        action={
          <Button
            onClick={() => {
              setSaving(true);
            }}
          >
            Save this test
          </Button>
        }
      />
      <ErrorNote error={reread.error} />
      <ReadoutView reading={reading} onPlanned={reread.mutate} />
      <SaveDialog
        opened={saving}
        title="Save this test"
        name=""
        hypothesis={reading.experiment.hypothesis ?? ''}
        onClose={() => {
          setSaving(false);
        }}
        onSave={async (name, hypothesis) => {
          const saved = await save(null, name, { ...reading.experiment, hypothesis });
          showDone(`Saved “${saved.name}”.`);
          navigate(`/experiments/${String(saved.id)}`);
        }}
      />
    </Page>
  );
}
