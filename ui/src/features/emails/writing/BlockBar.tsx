/** Over a block: what it is, who gets it, and what can be done with it. */
import { ActionIcon, Menu } from '@mantine/core';
import { IconDots } from '@tabler/icons-react';
import { memo, useState } from 'react';
import { useShop, type EmailBlock } from '../../../api';
import { AudienceMenu } from '../audience/AudienceMenu';
import { useDeskNow } from '../desk/desk';
import { SaveBlockDialog } from '../saved/SaveBlockDialog';
import { copyBlock } from './clipboard';
import { useLetter, type LetterActions } from './useLetter';
import styles from './letter.module.css';

export type BlockBarProps = { block: EmailBlock; name: string; open: boolean };

const MOVES = [
  { way: 'up', label: 'Move up', keys: 'Alt ↑' },
  { way: 'down', label: 'Move down', keys: 'Alt ↓' },
  { way: 'in', label: 'Into the next column', keys: 'Alt →' },
  { way: 'out', label: 'Out of the column', keys: 'Alt ←' },
] as const;

export const BlockBar = memo(function BlockBar({ block, name, open }: BlockBarProps) {
  const now = useDeskNow();
  const letter = useLetter();
  const shop = useShop().data?.file ?? '';
  const [sharing, setSharing] = useState(false);
  return (
    <div className={styles.blockBar} data-open={open || undefined}>
      <span className={styles.kind}>{name}</span>
      <AudienceMenu block={block} />
      <Menu position="bottom-end" width={240} returnFocus>
        <Menu.Target>
          <ActionIcon size="sm" aria-label={`More for this ${name.toLowerCase()}`}>
            <IconDots size={15} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Moves id={block.id} letter={letter} />
          <Menu.Divider />
          <Menu.Item
            rightSection={<span className={styles.keys}>Ctrl D</span>}
            onClick={() => {
              letter.duplicate(block);
            }}
          >
            Duplicate
          </Menu.Item>
          <Menu.Item
            rightSection={<span className={styles.keys}>Ctrl C</span>}
            onClick={() => {
              copyBlock(shop, block);
              now().say(
                `The ${name.toLowerCase()} is copied. Add a block to paste it, here or in another email.`,
              );
            }}
          >
            Copy
          </Menu.Item>
          {block.content.kind !== 'saved' && (
            <Menu.Item
              onClick={() => {
                setSharing(true);
              }}
            >
              Save as a shared block…
            </Menu.Item>
          )}
          <Menu.Divider />
          <Menu.Item
            color="brick"
            rightSection={<span className={styles.keys}>Alt ⌫</span>}
            onClick={() => {
              letter.remove(block);
            }}
          >
            Remove
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {sharing && (
        <SaveBlockDialog
          block={block}
          onClose={() => {
            setSharing(false);
          }}
        />
      )}
    </div>
  );
});

/** By itself, so that where it may go is asked when the menu opens. */
const Moves = ({ id, letter }: { id: string; letter: LetterActions }) =>
  MOVES.filter(({ way }) => letter.mayMove(id, way)).map(({ way, label, keys }) => (
    <Menu.Item
      key={way}
      rightSection={<span className={styles.keys}>{keys}</span>}
      onClick={() => {
        letter.move(id, way);
      }}
    >
      {label}
    </Menu.Item>
  ));
