/** One block in the list: what it is, who sees it, and, opened, its fields. */
import { ActionIcon, Select, Tooltip } from '@mantine/core';
import { IconArrowDown, IconArrowUp, IconTrash } from '@tabler/icons-react';
import type { KeyboardEvent } from 'react';
import type { BlockContent, EmailBlock } from '../../../api';
import { BlockFields } from './BlockFields';
import { KIND_NAMES, summary } from '../draft';
import styles from './Editor.module.css';

export type BlockRowProps = {
  block: EmailBlock;
  index: number;
  last: boolean;
  open: boolean;
  /** Not there yet while they are fetched. */
  segments: { id: number; name: string }[] | undefined;
  onOpen: () => void;
  onContent: (content: BlockContent) => void;
  onOnlyFor: (segment: number | null) => void;
  onMove: (by: number) => void;
  onRemove: () => void;
};

const EVERYBODY = 'everybody';

export function BlockRow(props: BlockRowProps) {
  const { block, index, last, open, segments, onOpen, onContent, onOnlyFor, onMove, onRemove } =
    props;
  const name = KIND_NAMES[block.content.kind];
  const only = block.only_for?.segment ?? null;
  const group = segments?.find((s) => s.id === only)?.name;
  const gone = segments !== undefined && !group;
  const forWhom = group ?? (gone ? 'a deleted segment' : 'some readers');
  const onKeyDown = (event: KeyboardEvent) => {
    if (!event.altKey || (event.key !== 'ArrowUp' && event.key !== 'ArrowDown')) return;
    event.preventDefault();
    onMove(event.key === 'ArrowUp' ? -1 : 1);
  };
  const choices = [
    { value: EVERYBODY, label: 'Everybody' },
    ...(segments ?? []).map((s) => ({ value: String(s.id), label: s.name })),
    ...(only !== null && !group
      ? [{ value: String(only), label: gone ? 'A deleted segment' : '…' }]
      : []),
  ];
  return (
    <li className={styles.block} data-open={open || undefined}>
      <div className={styles.blockHead}>
        <button
          type="button"
          className={styles.blockName}
          aria-expanded={open}
          onClick={onOpen}
          onKeyDown={onKeyDown}
          title="Alt and an arrow key move it"
        >
          <span className={styles.kind}>{name}</span>
          <span className={styles.summary}>{summary(block.content)}</span>
          {only !== null && (
            <span className={styles.only} data-gone={gone || undefined}>
              Only for {forWhom}
            </span>
          )}
        </button>
        <span className={styles.tools}>
          <Tool
            label={`Move ${name} up`}
            off={index === 0}
            act={() => {
              onMove(-1);
            }}
          >
            <IconArrowUp size={14} />
          </Tool>
          <Tool
            label={`Move ${name} down`}
            off={last}
            act={() => {
              onMove(1);
            }}
          >
            <IconArrowDown size={14} />
          </Tool>
          <Tool label={`Remove ${name}`} act={onRemove}>
            <IconTrash size={14} />
          </Tool>
        </span>
      </div>
      {open && (
        <div className={styles.fields}>
          <BlockFields content={block.content} onChange={onContent} />
          <Select
            label="Who sees it"
            data={choices}
            value={only === null ? EVERYBODY : String(only)}
            allowDeselect={false}
            comboboxProps={{ withinPortal: true }}
            onChange={(value) => {
              onOnlyFor(value === null || value === EVERYBODY ? null : Number(value));
            }}
          />
        </div>
      )}
    </li>
  );
}

type ToolProps = { label: string; off?: boolean; act: () => void; children: React.ReactNode };

function Tool({ label, off = false, act, children }: ToolProps) {
  return (
    <Tooltip label={label}>
      <ActionIcon size="sm" aria-label={label} disabled={off} onClick={act}>
        {children}
      </ActionIcon>
    </Tooltip>
  );
}
