/**
 * Whose shop this is, under the product's name, and the way to the other one: from the own shop to the demo
 * and back. Without a host it shows nothing.
 */
import { Menu } from '@mantine/core';
import {
  IconBuildingStore,
  IconChevronDown,
  IconSettings,
  IconSparkles,
  IconTrash,
} from '@tabler/icons-react';
import { useLocation } from 'wouter';
import { useShop } from '../api';
import { DemoBadge, switchShop } from '../parts';
import { SETTINGS } from './rooms';

import styles from './ShopName.module.css';

const ICON = { size: 16, stroke: 1.6, 'aria-hidden': true } as const;

export function ShopName() {
  const { data: shop } = useShop();
  const [, go] = useLocation();
  if (!shop) return null;
  return (
    <div>
      <Menu position="bottom-start" width={220} offset={2}>
        <Menu.Target>
          <button type="button" className={styles.button}>
            <span className={styles.name}>{shop.name}</span>
            <IconChevronDown size={14} stroke={1.6} aria-hidden="true" />
          </button>
        </Menu.Target>
        <Menu.Dropdown>
          {shop.demo ? (
            <>
              <Menu.Item
                leftSection={<IconBuildingStore {...ICON} />}
                onClick={() => void switchShop('own')}
              >
                Open my own shop
              </Menu.Item>
              <Menu.Item
                leftSection={<IconTrash {...ICON} />}
                onClick={() => void switchShop('remove')}
              >
                Remove the demo…
              </Menu.Item>
            </>
          ) : (
            <Menu.Item
              leftSection={<IconSparkles {...ICON} />}
              onClick={() => void switchShop('demo')}
            >
              Open the demo shop
            </Menu.Item>
          )}
          <Menu.Divider />
          <Menu.Item
            leftSection={<IconSettings {...ICON} />}
            onClick={() => {
              go(SETTINGS);
            }}
          >
            Shop settings
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {shop.demo && (
        <div className={styles.badge}>
          <DemoBadge />
        </div>
      )}
    </div>
  );
}
