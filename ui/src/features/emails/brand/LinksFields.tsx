/** Where else the shop can be found, in the order in which the links stand. */
import { ActionIcon, Button, Select, TextInput } from '@mantine/core';
import { IconArrowDown, IconArrowUp, IconX } from '@tabler/icons-react';
import type { Network, SocialLink } from '../../../api';
import { NETWORKS } from './networks';
import type { BrandPart } from './BrandDialog';
import styles from './brand.module.css';

export function LinksFields({ draft, set }: BrandPart) {
  const links = draft.links ?? [];
  const setLink = (index: number, change: Partial<SocialLink>) => {
    set({ links: links.map((l, i) => (i === index ? { ...l, ...change } : l)) });
  };
  const swap = (a: number, b: number) => {
    const [one, other] = [links[a], links[b]];
    if (!one || !other) return;
    set({ links: links.map((l, i) => (i === a ? other : i === b ? one : l)) });
  };
  return (
    <section className={styles.part}>
      <h3>Social links</h3>
      {links.map((link, i) => (
        <div key={i} className={styles.link}>
          <Select
            size="xs"
            aria-label="Where"
            allowDeselect={false}
            data={NETWORKS}
            value={link.network}
            onChange={(network) => {
              if (network) setLink(i, { network: network as Network });
            }}
          />
          <TextInput
            size="xs"
            aria-label="Its address"
            placeholder="https://"
            value={link.url}
            error={link.url !== '' && !link.url.startsWith('https://')}
            onChange={(e) => {
              setLink(i, { url: e.currentTarget.value });
            }}
          />
          <ActionIcon
            size="sm"
            aria-label="Earlier"
            disabled={i === 0}
            onClick={() => {
              swap(i, i - 1);
            }}
          >
            <IconArrowUp size={14} />
          </ActionIcon>
          <ActionIcon
            size="sm"
            aria-label="Later"
            disabled={i === links.length - 1}
            onClick={() => {
              swap(i, i + 1);
            }}
          >
            <IconArrowDown size={14} />
          </ActionIcon>
          <ActionIcon
            size="sm"
            aria-label="Remove this link"
            onClick={() => {
              set({ links: links.filter((_, n) => n !== i) });
            }}
          >
            <IconX size={14} />
          </ActionIcon>
        </div>
      ))}
      <Button
        size="compact-sm"
        variant="subtle"
        onClick={() => {
          set({ links: [...links, { network: 'instagram', url: 'https://' }] });
        }}
      >
        Add a link
      </Button>
    </section>
  );
}
