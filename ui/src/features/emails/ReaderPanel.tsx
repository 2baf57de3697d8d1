/**
 * Who reads the email, and why they read it like this: one reader, or what a check of everybody found. It
 * changes nothing in the email.
 */
import { Tabs } from '@mantine/core';
import type { UseQueryResult } from '@tanstack/react-query';
import type { Email, EmailPreview, ReaderStep } from '../../api';
import { ErrorNote } from '../../parts';
import { CheckList } from './CheckList';
import { ReaderPick } from './ReaderPick';
import { Why } from './Why';
import styles from './Reader.module.css';

export type ReaderPanelProps = {
  email: Email;
  readers: UseQueryResult<ReaderStep>;
  preview: EmailPreview | undefined;
  search: string;
  onSearch: (text: string) => void;
  segment: number | null;
  onSegment: (segment: number | null) => void;
  onPerson: (id: number | null) => void;
  onBlock: (id: string) => void;
};

export function ReaderPanel(props: ReaderPanelProps) {
  const { email, readers, preview, segment, onPerson, onBlock } = props;
  return (
    <div className={styles.panel}>
      <ReaderPick {...props} step={readers.data} />
      <ErrorNote error={readers.error} onRetry={() => void readers.refetch()} />
      <Tabs defaultValue="one" keepMounted={false}>
        <Tabs.List grow>
          <Tabs.Tab value="one" px="xs">
            This reader
          </Tabs.Tab>
          <Tabs.Tab value="all" px="xs">
            {segment === null ? 'Everybody' : 'The segment'}
          </Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="one" pt="md">
          {preview && <Why preview={preview} onBlock={onBlock} />}
        </Tabs.Panel>
        <Tabs.Panel value="all" pt="md">
          <CheckList email={email} segment={segment} onPerson={onPerson} onBlock={onBlock} />
        </Tabs.Panel>
      </Tabs>
    </div>
  );
}
