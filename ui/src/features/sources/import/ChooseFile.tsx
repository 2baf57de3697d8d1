/** The choice of a file: the system's dialog, dropping it on the window, or typing its path. */
import { Anchor, Button, TextInput } from '@mantine/core';
import { IconFileImport } from '@tabler/icons-react';
import { useState } from 'react';
import { pickFile, useDroppedFile } from '../../../api';
import { showFailure } from '../../../parts';
import styles from './import.module.css';

// prettier-ignore
const EXTENSIONS = ['csv', 'tsv', 'txt', 'xlsx', 'xlsm', 'xlsb', 'xls', 'ods', 'jsonl', 'ndjson', 'json', 'gz'];
const KINDS = [
  { name: 'Tables', extensions: EXTENSIONS },
  { name: 'All files', extensions: ['*'] },
];

type Props = { busy: boolean; onChosen: (path: string) => void };

export function ChooseFile({ busy, onChosen }: Props) {
  const [typing, setTyping] = useState(false);
  const [path, setPath] = useState('');
  const hovering = useDroppedFile(onChosen);
  const choose = () => {
    pickFile({ title: 'Choose a file of orders, people, reviews or events', kinds: KINDS }).then(
      (chosen) => {
        if (chosen) onChosen(chosen);
      },
      showFailure,
    );
  };
  return (
    <div className={styles.choose} data-hovering={hovering || undefined}>
      <IconFileImport size={36} stroke={1.4} aria-hidden />
      <p className={styles.drop}>{hovering ? 'Let go to look at it' : 'Drop a file here'}</p>
      <p className={styles.soft}>
        A table as CSV or text, a spreadsheet (Excel, LibreOffice), or events as JSON Lines. It
        stays on this machine.
      </p>
      <Button mt="md" loading={busy} onClick={choose}>
        Choose a file…
      </Button>
      {typing ? (
        <form
          className={styles.path}
          onSubmit={(event) => {
            event.preventDefault();
            if (path.trim()) onChosen(path.trim());
          }}
        >
          <TextInput
            label="Path of the file"
            value={path}
            autoFocus
            onChange={(event) => {
              setPath(event.currentTarget.value);
            }}
          />
          <Button type="submit" variant="default" disabled={!path.trim() || busy}>
            Look at it
          </Button>
        </form>
      ) : (
        <Anchor
          component="button"
          type="button"
          size="sm"
          mt="md"
          onClick={() => {
            setTyping(true);
          }}
        >
          Type a path instead
        </Anchor>
      )}
    </div>
  );
}
