/** Beside the letter: why it reads so, what the other choices are, where its links lead; and the made-up reader. */
import { Tabs } from '@mantine/core';
import { memo } from 'react';
import type { EmailPreview } from '../../../api';
import { Branches } from './Branches';
import { Links } from './Links';
import { MadeUp } from './MadeUp';
import type { Seen } from './useSeeing';
import { Why } from './Why';
import styles from './Seeing.module.css';

type Props = { seen: Seen; preview: EmailPreview; onBlock: (id: string) => void };

export const Drawer = memo(function Drawer({ seen, preview, onBlock }: Props) {
  const { branches } = preview;
  return (
    <aside className={styles.right} aria-label="Why it reads so">
      {seen.look.asMadeUp && <MadeUp seen={seen} preview={preview} />}
      <Tabs defaultValue="why" keepMounted={false}>
        <Tabs.List grow>
          <Tabs.Tab value="why" px="xs">
            Why
          </Tabs.Tab>
          {branches.length > 0 && (
            <Tabs.Tab value="variants" px="xs">
              Variants
            </Tabs.Tab>
          )}
          <Tabs.Tab value="links" px="xs">
            Links
          </Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="why" pt="md">
          <Why preview={preview} selected={seen.selected} onBlock={onBlock} />
        </Tabs.Panel>
        <Tabs.Panel value="variants" pt="md">
          <Branches seen={seen} preview={preview} onBlock={onBlock} />
        </Tabs.Panel>
        <Tabs.Panel value="links" pt="md">
          <Links preview={preview} />
        </Tabs.Panel>
      </Tabs>
    </aside>
  );
});
