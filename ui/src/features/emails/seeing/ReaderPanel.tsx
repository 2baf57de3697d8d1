/**
 * Who reads the email, and why they read it like this. It changes nothing in the email.
 */
import type { UseQueryResult } from '@tanstack/react-query';
import type { EmailPreview, ReaderStep } from '../../../api';
import { ErrorNote } from '../../../parts';
import { ReaderPick } from './ReaderPick';
import { Why } from './Why';
import styles from './Reader.module.css';

export type ReaderPanelProps = {
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
  const { readers, preview, onBlock } = props;
  return (
    <div className={styles.panel}>
      <ReaderPick {...props} step={readers.data} />
      <ErrorNote error={readers.error} onRetry={() => void readers.refetch()} />
      {preview && <Why preview={preview} onBlock={onBlock} />}
    </div>
  );
}
