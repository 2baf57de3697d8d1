/**
 * The ways a result comes in: a file by the system's dialog or dropped on the window, text pasted into a
 * field, or a small example. It reads nothing itself; the core does, and says what is wrong with a line.
 */
import { Button, Group, Textarea } from '@mantine/core';
import { pickFile, useDroppedFile, type ResultsFrom } from '../../api';
import { showFailure } from '../../parts';
import styles from './ResultsEntry.module.css';

export type ResultsEntryProps = {
  text: string;
  onText: (text: string) => void;
  onRead: (from: ResultsFrom) => void;
  onExample: () => void;
  busy: boolean;
};

const KINDS = [{ name: 'Table', extensions: ['csv', 'tsv', 'txt'] }];

export function ResultsEntry({ text, onText, onRead, onExample, busy }: ResultsEntryProps) {
  const hovering = useDroppedFile((path) => {
    onRead({ kind: 'file', path });
  });
  const choose = async () => {
    const path = await pickFile({ title: 'The result of a test', kinds: KINDS });
    if (path) onRead({ kind: 'file', path });
  };
  return (
    <div className={styles.ways}>
      <div className={styles.drop} data-hovering={hovering || undefined}>
        <p className={styles.lead}>Drop a CSV file here</p>
        <p className={styles.quiet}>
          With a column <b>variant</b>, then either totals (<b>sent</b>, <b>converted</b>, and{' '}
          <b>revenue</b> if there was money) or a row for each person.
        </p>
        <Group gap="sm">
          <Button onClick={() => void choose().catch(showFailure)} loading={busy}>
            Choose a file
          </Button>
          <Button variant="subtle" onClick={onExample}>
            Try the example
          </Button>
        </Group>
      </div>
      <form
        className={styles.paste}
        onSubmit={(event) => {
          event.preventDefault();
          onRead({ kind: 'text', text });
        }}
      >
        <Textarea
          label="Or paste it"
          placeholder={'variant, sent, converted\nA, 1000, 36\nB, 1010, 41'}
          value={text}
          onChange={(event) => {
            onText(event.currentTarget.value);
          }}
          rows={9}
          spellCheck={false}
          classNames={{ input: styles.text ?? '' }}
        />
        <Group justify="flex-end">
          <Button type="submit" variant="outline" disabled={text.trim() === ''} loading={busy}>
            Read it
          </Button>
        </Group>
      </form>
    </div>
  );
}
