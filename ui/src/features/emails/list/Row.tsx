/** One saved email: chosen by its box, dragged onto a folder by its grip; its name leads to it, the rest is in its menu. */
import { ActionIcon, Menu } from '@mantine/core';
import { IconDots } from '@tabler/icons-react';
import { Link } from 'wouter';
import type { EmailSummary } from '../../../api';
import { daysAgo, noun, plural } from '../../../format';
import { RowBox, useRowGrip, type RowAt } from '../../../parts/folders';
import type { EmailActions } from './useEmailActions';
import { spoken } from './shown';
import styles from './list.module.css';

export type RowProps = RowAt & {
  email: EmailSummary;
  actions: EmailActions;
  onRename: (email: EmailSummary) => void;
};

export function Row(props: RowProps) {
  const { email, actions, arranging, chosen, onChoose, onRename } = props;
  const { grip, isDragging } = useRowGrip('email', email);
  const act = (what: (row: EmailSummary) => void) => () => {
    what(email);
  };
  return (
    <li
      className={styles.row}
      data-chosen={chosen || undefined}
      data-dragged={isDragging || undefined}
    >
      <RowBox row={email} chosen={chosen} onChoose={onChoose} />
      <Link href={`/emails/${String(email.id)}`} className={styles.link}>
        <span className={styles.name} dir="auto">
          {email.name}
        </span>
        {email.problem === null ? (
          <span className={styles.subject} dir="auto">
            {spoken(email.subject) || 'No subject yet'}
          </span>
        ) : (
          <span className={styles.problem}>{email.problem}</span>
        )}
      </Link>
      <span className={styles.facts}>
        {plural(email.blocks, 'block')}
        {email.only_for_some > 0 && (
          <small>
            {email.only_for_some} {noun(email.only_for_some, 'differs', 'differ')} by reader
          </small>
        )}
      </span>
      <span className={styles.facts}>changed {daysAgo(email.updated_at)}</span>
      <Menu position="bottom-end" width={190}>
        <Menu.Target>
          <ActionIcon c="var(--ink-soft)" aria-label={`More for ${email.name}`}>
            <IconDots size={17} stroke={1.6} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item onClick={act(onRename)}>Rename</Menu.Item>
          <Menu.Item onClick={act(actions.copy)}>Duplicate</Menu.Item>
          <Menu.Item onClick={act(actions.share)}>Save as a file…</Menu.Item>
          <Menu.Item
            onClick={() => {
              arranging.archive([email], email.archived);
            }}
          >
            {email.archived ? 'Out of the archive' : 'Archive'}
          </Menu.Item>
          <Menu.Item
            color="brick"
            onClick={() => {
              arranging.remove([email]);
            }}
          >
            Delete
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {grip}
    </li>
  );
}
