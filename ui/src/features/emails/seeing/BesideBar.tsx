/** What stands at the right, where two letters are side by side: another reader, or a variant. */
import { ActionIcon, Select, Tooltip } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { memo, useState } from 'react';
import type { EmailPreview } from '../../../api';
import { useReaders } from '../queries';
import { choiceWords } from './choiceWords';
import { ReaderFind } from './ReaderFind';
import type { Seen } from './useSeeing';
import styles from './Seeing.module.css';

export const BesideBar = memo(function BesideBar({
  seen,
  preview,
}: {
  seen: Seen;
  preview: EmailPreview;
}) {
  const { look, setLook } = seen;
  const [search, setSearch] = useState('');
  const found = useReaders(search, seen.segment, null);
  if (look.beside === 'none') return null;
  const variants = preview.branches.flatMap((branch) =>
    branch.choices.map((choice) => ({
      value: `${branch.block ?? ''} ${choice.id}`,
      label: `${branch.noun}: ${choiceWords(branch, choice.id)}`,
    })),
  );
  return (
    <div className={styles.besideBar}>
      <span>Beside it:</span>
      {look.beside === 'reader' && (
        <ReaderFind
          label="Find the reader beside"
          step={found.data}
          search={search}
          onSearch={setSearch}
          onFound={(other) => {
            setLook({ other });
          }}
        />
      )}
      {look.beside === 'variant' && (
        <Select
          aria-label="The variant beside"
          size="xs"
          flex={1}
          placeholder="Choose a variant"
          data={variants}
          value={look.choice ? `${look.choice.block} ${look.choice.id}` : null}
          onChange={(value) => {
            const [block, id] = (value ?? '').split(' ');
            setLook({ choice: block === undefined || id === undefined ? null : { block, id } });
          }}
        />
      )}
      {look.beside === 'scheme' && (
        <span className={styles.grow}>
          {look.scheme === 'light' ? 'the same in the dark' : 'the same in the light'}
        </span>
      )}
      <Tooltip label="One letter again">
        <ActionIcon
          size="sm"
          aria-label="One letter again"
          onClick={() => {
            setLook({ beside: 'none' });
          }}
        >
          <IconX size={14} />
        </ActionIcon>
      </Tooltip>
    </div>
  );
});
