/** The connection of a source: asking again, a new key, and leaving, with or without what came from it. */
import { Button } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link, useLocation } from 'wouter';
import { call, commands, type SourceInfo } from '../../../api';
import { ErrorNote, Section, showDone, showFailure } from '../../../parts';
import { askToRemove } from './askToRemove';
import { FoundNote } from './FoundNote';
import styles from './platforms.module.css';

export function ConnectionPart({ source }: { source: SourceInfo }) {
  const [, go] = useLocation();
  const client = useQueryClient();
  const test = useMutation({ mutationFn: () => call(commands.sourceTestAgain(source.id)) });
  const remove = async () => {
    const answer = await askToRemove(source);
    if (answer === null) return;
    try {
      await call(commands.sourceRemove(source.id, answer.withData));
      go('/sources');
      await client.invalidateQueries();
      showDone(
        answer.withData
          ? `${source.name} and what came from it are gone.`
          : 'Disconnected. What came in stays.',
      );
    } catch (error) {
      showFailure(error);
    }
  };
  return (
    <Section title="The connection">
      <p className={styles.soft}>Regulars only reads. The key is in your system’s keychain.</p>
      {source.connected && (
        <div className={styles.buttons}>
          <Button
            variant="default"
            size="xs"
            loading={test.isPending}
            onClick={() => {
              test.mutate();
            }}
          >
            Test
          </Button>
          <Button
            variant="default"
            size="xs"
            component={Link}
            href={`/sources/${String(source.id)}/key`}
          >
            Change the key
          </Button>
        </div>
      )}
      <div>
        <Button
          variant="transparent"
          color="brick"
          size="compact-xs"
          p={0}
          onClick={() => void remove()}
        >
          Remove this source…
        </Button>
      </div>
      {test.data && <FoundNote found={test.data} />}
      <ErrorNote error={test.error} title="It could not be read" />
    </Section>
  );
}
