/** What the email was at each saving and what changed; an earlier one is brought back onto the desk, not saved yet. */
import { Button, Modal } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { call, commands, type Email, type EmailVersion } from '../../../api';
import { date, isoOf, plural } from '../../../format';
import { ErrorNote, Loading, Pill } from '../../../parts';
import styles from './versions.module.css';

export type VersionsDialogProps = {
  id: number;
  onClose: () => void;
  onBringBack: (version: number, state: { name: string; email: Email }) => void;
};

export function VersionsDialog({ id, onClose, onBringBack }: VersionsDialogProps) {
  return (
    <Modal opened onClose={onClose} title="Earlier versions" size="lg">
      <Versions id={id} onBringBack={onBringBack} />
    </Modal>
  );
}

export function Versions({ id, onBringBack }: Omit<VersionsDialogProps, 'onClose'>) {
  const all = useQuery({
    queryKey: ['email-versions', id],
    queryFn: () => call(commands.emailVersions(id)),
    staleTime: 0,
  });
  const [error, setError] = useState<unknown>(null);
  const bring = async (version: number) => {
    try {
      const { name, email } = await call(commands.emailVersion(id, version));
      onBringBack(version, { name, email });
    } catch (cause) {
      setError(cause);
    }
  };
  return (
    <>
      <ErrorNote error={all.error ?? error} title="It cannot be read" />
      {all.isPending && <Loading label="Reading the versions" />}
      <ol className={styles.list}>
        {all.data?.map((v, i) => (
          <li key={v.version}>
            <div>
              <time dateTime={isoOf(v.saved_at)}>{date(v.saved_at, 'time')}</time>{' '}
              {i === 0 && <Pill tone="good">Saved now</Pill>}
              <Changes version={v} first={i === all.data.length - 1} />
            </div>
            {i > 0 && v.problem === null && (
              <Button
                size="compact-sm"
                variant="default"
                aria-label={`Bring back version ${String(v.version)}`}
                onClick={() => void bring(v.version)}
              >
                Bring it back
              </Button>
            )}
          </li>
        ))}
      </ol>
      {all.data?.length === 1 && (
        <p className={styles.change}>This is the first version. Each saving adds another.</p>
      )}
    </>
  );
}

function Changes({ version, first }: { version: EmailVersion; first: boolean }) {
  const { changes, problem, subject, blocks } = version;
  if (problem !== null) return <p className={styles.problem}>{problem}</p>;
  const said =
    changes.length > 0 ? changes.join(' · ') : first ? 'Begun' : 'Saved without a change';
  return (
    <p className={styles.change}>
      {said}
      <span>
        “<bdi>{subject || 'No subject'}</bdi>”, {plural(blocks, 'block')}
      </span>
    </p>
  );
}
