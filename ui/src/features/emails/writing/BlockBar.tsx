/** Over a block: what it is, who gets it, and what can be done with it. */
import { ActionIcon, Menu } from '@mantine/core';
import { IconDots } from '@tabler/icons-react';
import { useState } from 'react';
import { useShop, type EmailBlock } from '../../../api';
import { AudienceMenu } from '../audience/AudienceMenu';
import { useDesk } from '../desk/desk';
import { SaveBlockDialog } from '../saved/SaveBlockDialog';
import { copyBlock } from './clipboard';
import { useLetter } from './useLetter';
import styles from './letter.module.css';

export type BlockBarProps = { block: EmailBlock; name: string; open: boolean };

const MOVES = [
  { way: 'up', label: 'Move up', keys: 'Alt ↑' },
  { way: 'down', label: 'Move down', keys: 'Alt ↓' },
  { way: 'in', label: 'Into the next column', keys: 'Alt →' },
  { way: 'out', label: 'Out of the column', keys: 'Alt ←' },
] as const;

export function BlockBar({ block, name, open }: BlockBarProps) {
  const { say } = useDesk();
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
          {MOVES.filter(({ way }) => letter.mayMove(block.id, way)).map(({ way, label, keys }) => (
            <Menu.Item
              key={way}
              rightSection={<span className={styles.keys}>{keys}</span>}
              onClick={() => {
                letter.move(block.id, way);
              }}
            >
              {label}
            </Menu.Item>
          ))}
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
              say(
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
}
