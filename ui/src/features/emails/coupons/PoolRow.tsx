/** A pool in the list: how many of its codes are left. */
import { ActionIcon, Menu, Progress } from '@mantine/core';
import { IconDots, IconFilePlus, IconTrash } from '@tabler/icons-react';
import type { CouponPool } from '../../../api';
import { count, plural } from '../../../format';
import { DateText } from '../../../parts';
import styles from './coupons.module.css';

type Props = { pool: CouponPool; onShow: () => void; onAdd: () => void; onRemove: () => void };

export function PoolRow({ pool, onShow, onAdd, onRemove }: Props) {
  const low = pool.free * 10 < pool.codes;
  return (
    <li className={styles.row}>
      <button type="button" className={styles.name} onClick={onShow}>
        <bdi>{pool.name}</bdi>
        <span className={styles.soft}>
          brought in <DateText when={pool.created_at} />
        </span>
      </button>
      <div className={styles.left}>
        <span data-low={low || undefined}>
          {pool.free === 0 ? 'None left' : `${plural(pool.free, 'code')} left`}
        </span>
        <Progress
          value={pool.codes === 0 ? 0 : (pool.free / pool.codes) * 100}
          size="sm"
          color={low ? 'var(--amber)' : 'var(--accent)'}
          aria-label={`${count(pool.free)} of ${count(pool.codes)} left`}
        />
      </div>
      <span className={styles.soft}>{count(pool.given)} handed out</span>
      <Menu position="bottom-end">
        <Menu.Target>
          <ActionIcon aria-label={`More for ${pool.name}`}>
            <IconDots size={16} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item leftSection={<IconFilePlus size={14} />} onClick={onAdd}>
            Add codes
          </Menu.Item>
          <Menu.Item leftSection={<IconTrash size={14} />} onClick={onRemove}>
            Delete
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
    </li>
  );
}
