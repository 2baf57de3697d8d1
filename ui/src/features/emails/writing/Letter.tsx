/**
 * The written email: its name, how the inbox announces it, and its blocks in order. A removed block comes back
 * by Undo. Blocks are moved by buttons, or with Alt and an arrow on the block's own row.
 */
import { Button, Menu, Textarea } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import type { BlockContent, EmailBlock } from '../../../api';
import { showUndo } from '../../../parts';
import { BlockRow } from './BlockRow';
import { blankContent, freeId, KIND_NAMES, KINDS, moved, type Kind } from '../draft';
import { useDesk } from '../desk/desk';
import { useSegments } from '../queries';
import styles from './Editor.module.css';

export function Letter() {
  const { email, change, selected, select: onSelect } = useDesk();
  const segments = useSegments();
  const setEmail = (part: Partial<typeof email>, what = 'change the blocks', key?: string) => {
    change({ ...email, ...part }, what, key);
  };
  const setBlocks = (blocks: EmailBlock[]) => {
    setEmail({ blocks });
  };
  const setBlock = (block: EmailBlock) => {
    setBlocks(email.blocks.map((b) => (b.id === block.id ? block : b)));
  };
  const add = (kind: Kind) => {
    const block: EmailBlock = { id: freeId(email.blocks, kind), content: blankContent(kind) };
    const after = email.blocks.findIndex((b) => b.id === selected);
    const blocks = [...email.blocks];
    blocks.splice(after < 0 ? blocks.length : after + 1, 0, block);
    setBlocks(blocks);
    onSelect(block.id);
  };
  const remove = (block: EmailBlock) => {
    const before = email;
    setBlocks(email.blocks.filter((b) => b.id !== block.id));
    if (selected === block.id) onSelect(null);
    showUndo({
      message: `The ${KIND_NAMES[block.content.kind].toLowerCase()} block was removed.`,
      onUndo: () => {
        change(before, 'bring a block back');
      },
    });
  };

  return (
    <div className={styles.letter}>
      <div className={styles.fields}>
        <Textarea
          label="Subject"
          autosize
          data-kept-text
          value={email.subject}
          onChange={(e) => {
            setEmail(
              { subject: e.currentTarget.value.replace(/\n/g, ' ') },
              'change the subject',
              'subject',
            );
          }}
        />
        <Textarea
          label="Preheader"
          description="Stands beside the subject in the inbox"
          autosize
          data-kept-text
          value={email.preheader ?? ''}
          onChange={(e) => {
            setEmail(
              { preheader: e.currentTarget.value.replace(/\n/g, ' ') },
              'change the preheader',
              'preheader',
            );
          }}
        />
      </div>
      <ol className={styles.blocks} aria-label="Blocks">
        {email.blocks.map((block, index) => (
          <BlockRow
            key={block.id}
            block={block}
            index={index}
            last={index === email.blocks.length - 1}
            open={selected === block.id}
            segments={segments.data}
            onOpen={() => {
              onSelect(selected === block.id ? null : block.id);
            }}
            onContent={(content: BlockContent) => {
              setBlock({ ...block, content });
            }}
            onOnlyFor={(segment) => {
              setBlock({ ...block, only_for: segment === null ? null : { segment } });
            }}
            onMove={(by) => {
              setBlocks(moved(email.blocks, index, by));
            }}
            onRemove={() => {
              remove(block);
            }}
          />
        ))}
      </ol>
      <Menu position="bottom-start" width={200}>
        <Menu.Target>
          <Button variant="default" leftSection={<IconPlus size={14} />}>
            Add a block
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {KINDS.map((kind) => (
            <Menu.Item
              key={kind}
              onClick={() => {
                add(kind);
              }}
            >
              {KIND_NAMES[kind]}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
    </div>
  );
}
