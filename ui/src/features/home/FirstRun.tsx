/**
 * The first minute: three ways in, one of them made easy, and where the data will lie. Shown while the
 * owner's own shop is empty. It asks for no account and no name.
 */
import { Button } from '@mantine/core';
import { IconFileImport, IconPlugConnected, IconSparkles } from '@tabler/icons-react';
import { useState, type ReactNode } from 'react';
import { Link } from 'wouter';
import type { ShopInfo } from '../../api';
import { useTasks } from '../../api';
import { Page, switchShop } from '../../parts';
import styles from './FirstRun.module.css';
import { useWindowTitle } from './useWindowTitle';

const ICON = { size: 26, stroke: 1.4, 'aria-hidden': true } as const;

export function FirstRun({ shop }: { shop: ShopInfo }) {
  const { data: tasks = [] } = useTasks();
  const making = tasks.find(({ kind, phase }) => kind === 'demo' && phase === 'running');
  useWindowTitle('Welcome');
  return (
    <Page>
      <div className={styles.welcome}>
        <header>
          <h1 className={styles.title}>Know your regulars</h1>
          <p className={styles.lead}>
            Who comes back, who is drifting off, and what to write to them: from your shop’s own
            orders, on this machine.
          </p>
        </header>
        {making ? (
          <p className={styles.making}>
            The demo shop is being set up and opens by itself in a moment.
          </p>
        ) : (
          <Ways />
        )}
        <footer className={styles.notes}>
          <p>
            No account, and nothing leaves this machine but what you export yourself. Everything
            lies in one file: <span className={styles.path}>{shop.file}</span>
          </p>
          <p>
            Your own shop counts money in {shop.currency} and days in {zoneWords(shop.zone)}. Look
            at this <Link href="/settings">in the shop settings</Link> before your orders come in:
            the currency is fixed with the first of them.
          </p>
        </footer>
      </div>
    </Page>
  );
}

function Ways() {
  const [opening, setOpening] = useState(false);
  return (
    <ul className={styles.ways}>
      <Way
        icon={<IconSparkles {...ICON} />}
        title="Explore the demo shop"
        text="A made-up shop for candles, yarn, tea and ceramics: two thousand people, two years of orders. Removed with one click."
      >
        <Button
          fullWidth
          loading={opening}
          onClick={() => {
            setOpening(true);
            void switchShop('demo').finally(() => {
              setOpening(false);
            });
          }}
        >
          Explore the demo shop
        </Button>
      </Way>
      <Way
        icon={<IconFileImport {...ICON} />}
        title="Bring in a file"
        text="Orders or customers as CSV, as your shop, till or spreadsheet exports them. Bringing in the same file again changes nothing."
      >
        <Button fullWidth variant="default" component={Link} href="/sources/import">
          Bring in a file
        </Button>
      </Way>
      <Way
        icon={<IconPlugConnected {...ICON} />}
        title="Connect your shop"
        text="Its orders, customers and products, with a key that may only read. The key stays in this machine’s keychain."
      >
        <Button fullWidth variant="default" component={Link} href="/sources/connect">
          Connect your shop
        </Button>
      </Way>
    </ul>
  );
}

type WayProps = { icon: ReactNode; title: string; text: string; children: ReactNode };

function Way({ icon, title, text, children }: WayProps) {
  return (
    <li className={styles.way}>
      {icon}
      <div>
        <h2>{title}</h2>
        <p>{text}</p>
      </div>
      {children}
    </li>
  );
}

function zoneWords(zone: string): string {
  return zone === 'UTC' ? 'UTC' : `the time of ${zone}`;
}
