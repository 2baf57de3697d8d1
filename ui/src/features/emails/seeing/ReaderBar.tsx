/**
 * Who reads: among whom, search, the one before and the next (arrow keys too), a surprising one, a made-up one. Below
 * stands who it is.
 */
import { ActionIcon, Button, Select, Tooltip } from '@mantine/core';
import { IconChevronLeft, IconChevronRight, IconSparkles, IconUserEdit } from '@tabler/icons-react';
import { memo } from 'react';
import { count } from '../../../format';
import { ErrorNote } from '../../../parts';
import { useSegments } from '../queries';
import { ReaderFacts } from './ReaderFacts';
import { ReaderFind } from './ReaderFind';
import { useReaderKeys } from './useReaderKeys';
import type { Seen } from './useSeeing';
import { useSurprise } from './useSurprise';
import styles from './ReaderBar.module.css';

const EVERYBODY = 'everybody';

export const ReaderBar = memo(function ReaderBar({ seen }: { seen: Seen }) {
  const { look, setLook, readers, read, segment } = seen;
  const segments = useSegments();
  const surprise = useSurprise(seen);
  const step = readers.data;
  useReaderKeys(
    () => {
      read(step?.previous);
    },
    () => {
      read(step?.next);
    },
  );
  return (
    <div className={styles.readers}>
      <div className={styles.bar}>
        <Select
          aria-label="Among"
          size="xs"
          className={styles.among}
          data={[
            { value: EVERYBODY, label: 'Everybody' },
            ...(segments.data ?? []).map((s) => ({ value: String(s.id), label: s.name })),
          ]}
          value={segment === null ? EVERYBODY : String(segment)}
          allowDeselect={false}
          onChange={(value) => {
            seen.among(value === null || value === EVERYBODY ? null : Number(value));
          }}
        />
        <ReaderFind
          label="Find a reader"
          step={step}
          search={look.search}
          onSearch={seen.search}
          onFound={read}
        />
        <div className={styles.tools}>
          <div className={styles.step}>
            <Tooltip label="The one before (←)">
              <ActionIcon
                aria-label="The reader before"
                disabled={step?.previous == null || look.asMadeUp}
                onClick={() => {
                  read(step?.previous);
                }}
              >
                <IconChevronLeft size={16} />
              </ActionIcon>
            </Tooltip>
            <span className={styles.place} aria-live="polite">
              {step?.total === 0 && 'Nobody found'}
              {step && step.total > 0 && step.position === null && `1 beside ${count(step.total)}`}
              {step &&
                step.position !== null &&
                `${count(step.position + 1)} of ${count(step.total)}`}
            </span>
            <Tooltip label="The next one (→)">
              <ActionIcon
                aria-label="The next reader"
                disabled={step?.next == null || look.asMadeUp}
                onClick={() => {
                  read(step?.next);
                }}
              >
                <IconChevronRight size={16} />
              </ActionIcon>
            </Tooltip>
          </div>
          <Button
            size="compact-xs"
            variant="subtle"
            leftSection={<IconSparkles size={14} />}
            loading={surprise.busy}
            disabled={step?.total === 0}
            onClick={surprise.next}
          >
            A surprising one
          </Button>
          <Tooltip label={look.asMadeUp ? 'Back to your customers' : 'Somebody you make up'}>
            <ActionIcon
              variant={look.asMadeUp ? 'light' : 'subtle'}
              aria-label="A made-up reader"
              aria-pressed={look.asMadeUp}
              onClick={() => {
                setLook(look.asMadeUp ? { asMadeUp: false } : { asMadeUp: true, drawer: true });
              }}
            >
              <IconUserEdit size={16} />
            </ActionIcon>
          </Tooltip>
        </div>
      </div>
      <ReaderFacts seen={seen} reason={surprise.reason} />
      <ErrorNote error={readers.error} onRetry={() => void readers.refetch()} />
    </div>
  );
});
