/**
 * Where the shop lies on this machine, a copy of it for the drawer, and how to remove everything. The copy
 * is the core's work and never writes over a file.
 */
import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { Link } from 'wouter';
import { call, commands, openPath, saveFile, type Settings } from '../../api';
import { toDay } from '../../format';
import { Section, showDone, showFailure } from '../../parts';
import styles from './settings.module.css';

export function DataPlace({ settings }: { settings: Settings }) {
  const copy = useMutation({
    mutationFn: async () => {
      const day = toDay(Date.now() / 1000) ?? '';
      const path = await saveFile({
        title: 'Make a copy of the shop',
        suggestedName: `${settings.name} ${day}.db`.replace(/[\\/:*?"<>|]/g, ' '),
        kinds: [{ name: 'Regulars shop', extensions: ['db'] }],
      });
      return path === null ? null : call(commands.shopCopyTo(path));
    },
    onSuccess: (made) => {
      if (made) showDone(`The copy is made: ${made.file}`);
    },
    onError: (error) => {
      showFailure(error, 'No copy was made');
    },
  });
  return (
    <Section title="Where my data is">
      <div className={styles.words}>
        <p>Everything of this shop lies in one file on this machine, and nowhere else:</p>
        <p className={styles.path}>{settings.file}</p>
        <div className={styles.ways}>
          <Button
            variant="default"
            loading={copy.isPending}
            onClick={() => {
              copy.mutate();
            }}
          >
            Make a copy…
          </Button>
          <Button
            variant="default"
            onClick={() => {
              openPath(settings.folder).catch((error: unknown) => {
                showFailure(error);
              });
            }}
          >
            Show the folder
          </Button>
        </div>
        <p>
          A copy is a whole shop. To go back to it, close Regulars and put the copy in the place of
          the file above, under the same name.
        </p>
        <p>
          To remove everything: remove your connections <Link href="/sources">under Sources</Link>,
          which takes their keys out of this machine’s keychain; close Regulars; delete this folder:
        </p>
        <p className={styles.path}>{settings.folder}</p>
      </div>
    </Section>
  );
}
