/** A condition of an email's own, written with the same tree as a segment. */
import { Button, Group, Modal } from '@mantine/core';
import { useMemo, useState } from 'react';
import type { Segment, Vocabulary } from '../../../api';
import { people } from '../../../format';
import { ErrorNote, Loading } from '../../../parts';
import { DragPlace } from '../../segments/dragging/DragPlace';
import { EditingPlace } from '../../segments/editing';
import { toSegment, toTree } from '../../segments/tree';
import { TreeGroup } from '../../segments/TreeGroup';
import { useAnswer } from '../../segments/useAnswer';
import { useVocabularyQuery, VocabularyPlace } from '../../segments/vocabulary';
import styles from './audience.module.css';

const EVERYONE: Segment = { version: 2, root: { type: 'group', match: 'all', children: [] } };

export type ConditionDialogProps = {
  start: Segment | null;
  onKeep: (condition: Segment) => void;
  onClose: () => void;
};

export function ConditionDialog({ start, onKeep, onClose }: ConditionDialogProps) {
  const words = useVocabularyQuery();
  return (
    <Modal opened onClose={onClose} title="Who gets it" size="xl">
      <ErrorNote error={words.error} />
      {words.data ? (
        <Tree words={words.data} start={start ?? EVERYONE} onKeep={onKeep} onClose={onClose} />
      ) : (
        words.isLoading && <Loading />
      )}
    </Modal>
  );
}

type TreeProps = {
  words: Vocabulary;
  start: Segment;
  onKeep: (condition: Segment) => void;
  onClose: () => void;
};

function Tree({ words, start, onKeep, onClose }: TreeProps) {
  const [tree, setTree] = useState(() => toTree(start));
  const [said, say] = useState('');
  const { answer, counts, counting, error, retry } = useAnswer(tree, null);
  const editing = useMemo(
    () => ({ tree, change: setTree, say, counts, counting }),
    [tree, counts, counting],
  );
  return (
    <VocabularyPlace value={words}>
      <EditingPlace value={editing}>
        <DragPlace>
          <TreeGroup group={tree} path={[]} />
        </DragPlace>
      </EditingPlace>
      <p role="status" className="visually-hidden">
        {said}
      </p>
      <ErrorNote error={error} title="Could not count" onRetry={retry} />
      <Group justify="space-between" mt="md">
        <span className={styles.total} aria-busy={counting}>
          {answer ? `${people(answer.total)} now` : ''}
        </span>
        <Group>
          <Button variant="subtle" onClick={onClose}>
            Leave as it was
          </Button>
          <Button
            disabled={tree.rules.length === 0}
            onClick={() => {
              onKeep(toSegment(tree));
            }}
          >
            Use it
          </Button>
        </Group>
      </Group>
    </VocabularyPlace>
  );
}
