/**
 * The versions of a part as tabs: the first whose audience fits is taken, the last is what everybody else gets. Arrow
 * keys go from one to the next, Alt with an arrow changes their order.
 */
import { ActionIcon, Menu } from '@mantine/core';
import { IconDots } from '@tabler/icons-react';
import { useRef, useState, type KeyboardEvent } from 'react';
import type { EmailAudience } from '../../../api';
import { AudienceLabel } from './AudienceLabel';
import { AudiencePicker } from './AudiencePicker';
import styles from './audience.module.css';

export type Version = { id: string; only_for: EmailAudience };

export type VersionsProps = {
  label: string;
  versions: Version[];
  /** The shown one; null is what everybody else gets. */
  shown: string | null;
  onShow: (id: string | null) => void;
  onMove: (id: string, by: number) => void;
  onRemove: (id: string) => void;
  onAudience: (id: string, audience: EmailAudience) => void;
};

export function Versions(props: VersionsProps) {
  const { label, versions, shown, onShow, onMove, onRemove, onAudience } = props;
  const [asking, setAsking] = useState(false);
  const row = useRef<HTMLDivElement>(null);
  const here = versions.findIndex((v) => v.id === shown);
  const current = versions[here];
  const ids = [...versions.map((v) => v.id), null];
  const place = here < 0 ? versions.length : here;
  const onKeyDown = (event: KeyboardEvent) => {
    const by = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
    if (by === 0) return;
    event.preventDefault();
    event.stopPropagation();
    if (event.altKey) {
      if (current) onMove(current.id, by);
      return;
    }
    const to = ids[(place + by + ids.length) % ids.length];
    onShow(to ?? null);
    const tabs = row.current?.querySelectorAll<HTMLElement>('[role="tab"]');
    tabs?.item((place + by + ids.length) % ids.length).focus();
  };
  const tab = (id: string | null, index: number) => ({
    type: 'button' as const,
    role: 'tab',
    className: styles.tab,
    'aria-selected': index === place,
    tabIndex: index === place ? 0 : -1,
    onClick: () => {
      onShow(id);
    },
  });
  return (
    <div className={styles.versions}>
      <div
        ref={row}
        role="tablist"
        aria-label={label}
        className={styles.tabs}
        onKeyDown={onKeyDown}
      >
        {versions.map((v, i) => (
          <button key={v.id} {...tab(v.id, i)}>
            <AudienceLabel audience={v.only_for} prefix={`${String(i + 1)}. `} />
          </button>
        ))}
        <button {...tab(null, versions.length)}>Everybody else</button>
      </div>
      {current && (
        <AudiencePicker
          opened={asking}
          title="This version is for"
          audience={current.only_for}
          onClose={() => {
            setAsking(false);
          }}
          onChoose={(audience) => {
            onAudience(current.id, audience);
          }}
        >
          <span>
            <Menu position="bottom-end" width={220}>
              <Menu.Target>
                <ActionIcon size="sm" aria-label="More for this version">
                  <IconDots size={15} />
                </ActionIcon>
              </Menu.Target>
              <Menu.Dropdown>
                <Menu.Item
                  onClick={() => {
                    setTimeout(() => {
                      setAsking(true);
                    }, 0);
                  }}
                >
                  For others …
                </Menu.Item>
                <Menu.Item
                  disabled={here === 0}
                  onClick={() => {
                    onMove(current.id, -1);
                  }}
                >
                  Ask for it earlier
                </Menu.Item>
                <Menu.Item
                  disabled={here === versions.length - 1}
                  onClick={() => {
                    onMove(current.id, 1);
                  }}
                >
                  Ask for it later
                </Menu.Item>
                <Menu.Item
                  color="brick"
                  onClick={() => {
                    onRemove(current.id);
                  }}
                >
                  Remove this version
                </Menu.Item>
              </Menu.Dropdown>
            </Menu>
          </span>
        </AudiencePicker>
      )}
      {versions.length > 1 && (
        <p className={styles.hint}>Whoever fits several gets the first of them.</p>
      )}
    </div>
  );
}
