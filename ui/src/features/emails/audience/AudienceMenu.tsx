/** "For everybody": whether a block is only for some, and another version of it for others. */
import { Menu } from '@mantine/core';
import { IconChevronDown } from '@tabler/icons-react';
import { useState } from 'react';
import type { EmailAudience, EmailBlock } from '../../../api';
import { plural } from '../../../format';
import { useDeskNow } from '../desk/desk';
import { KIND_NAMES } from '../draft';
import { article, useLetter } from '../writing/useLetter';
import { AudienceLabel } from './AudienceLabel';
import { AudiencePicker } from './AudiencePicker';
import { addVariant } from './variants';
import styles from './audience.module.css';

export function AudienceMenu({ block }: { block: EmailBlock }) {
  const now = useDeskNow();
  const letter = useLetter();
  const [asking, setAsking] = useState(false);
  const [what, setWhat] = useState<'only' | 'variant'>('only');
  const only = block.only_for ?? null;
  const versions = (block.variants ?? []).length;
  const noun = article(KIND_NAMES[block.content.kind].toLowerCase());
  const setOnly = (only_for: EmailAudience | null) => {
    letter.setBlock(block.id, { ...block, only_for }, `change who gets ${noun}`);
  };
  const choose = (audience: EmailAudience) => {
    if (what === 'only') {
      setOnly(audience);
      return;
    }
    const { email, change, select } = now();
    const added = addVariant(email, block, audience);
    change(added.email, `add a version of ${noun}`);
    select(added.id);
  };
  const ask = (next: 'only' | 'variant') => {
    setWhat(next);
    // The menu that closes gives the focus back first.
    setTimeout(() => {
      setAsking(true);
    }, 0);
  };
  return (
    <AudiencePicker
      opened={asking}
      onClose={() => {
        setAsking(false);
      }}
      title={what === 'only' ? 'Only for' : 'Another version for'}
      audience={what === 'only' ? only : null}
      onChoose={choose}
    >
      <span>
        <Menu position="bottom-end" width={240}>
          <Menu.Target>
            <button
              type="button"
              className={styles.button}
              data-some={only !== null || versions > 0 || undefined}
            >
              <span>
                {only === null ? (
                  'For everybody'
                ) : (
                  <AudienceLabel audience={only} prefix="Only for " />
                )}
                {versions > 0 && `, ${plural(versions + 1, 'version')}`}
              </span>
              <IconChevronDown size={12} aria-hidden="true" />
            </button>
          </Menu.Target>
          <Menu.Dropdown>
            {only !== null && (
              <Menu.Item
                onClick={() => {
                  setOnly(null);
                }}
              >
                For everybody
              </Menu.Item>
            )}
            <Menu.Item
              onClick={() => {
                ask('only');
              }}
            >
              {only === null ? 'Only for …' : 'Only for others …'}
            </Menu.Item>
            <Menu.Item
              onClick={() => {
                ask('variant');
              }}
            >
              Another version for …
            </Menu.Item>
          </Menu.Dropdown>
        </Menu>
      </span>
    </AudiencePicker>
  );
}
