/** The emails that were written, newest change first in the eye by their date, and the ones to begin with. */
import { ActionIcon, Button, Menu } from '@mantine/core';
import { IconDots, IconTrash } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Link, useLocation } from 'wouter';
import { call, commands, type Email, type EmailSummary } from '../../api';
import { plural } from '../../format';
import { DateText, EmptyState, ErrorNote, Loading, Page, PageHeader } from '../../parts';
import { Section, showFailure, showUndo } from '../../parts';
import { BrandDialog } from './brand/BrandDialog';
import { blankEmail, freeName } from './draft';
import { useEmails, useStarters } from './queries';
import styles from './EmailList.module.css';

export function EmailList() {
  const emails = useEmails();
  const starters = useStarters();
  const client = useQueryClient();
  const [, go] = useLocation();
  const [brand, setBrand] = useState(false);

  const begin = async (name: string, email: Email) => {
    const taken = (emails.data ?? []).map((e) => e.name);
    try {
      const saved = await call(commands.emailSave(null, freeName(name, taken), email));
      void client.invalidateQueries({ queryKey: ['emails'] });
      go(`/emails/${String(saved.id)}`);
    } catch (error) {
      showFailure(error);
    }
  };

  const remove = async (email: EmailSummary) => {
    try {
      await call(commands.documentDelete('email', email.id));
      showUndo({
        message: `“${email.name}” was deleted.`,
        onUndo: async () => {
          await call(commands.documentRestore('email', email.id));
          await client.invalidateQueries({ queryKey: ['emails'] });
        },
      });
      await client.invalidateQueries({ queryKey: ['emails'] });
    } catch (error) {
      showFailure(error);
    }
  };

  const starter = starters.data?.[0];
  const startIt = starter && (
    <Button onClick={() => void begin(starter.name, starter.email)}>
      Start from “{starter.name}”
    </Button>
  );

  return (
    <Page>
      <PageHeader
        title="Emails"
        subtitle="Write once, and see it as each reader will before it goes out."
        more={
          <Button
            variant="subtle"
            onClick={() => {
              setBrand(true);
            }}
          >
            Look and address
          </Button>
        }
        action={
          <Button
            variant={emails.data?.length === 0 ? 'default' : 'filled'}
            onClick={() => void begin('New email', blankEmail())}
          >
            New email
          </Button>
        }
      />
      <ErrorNote error={emails.error} onRetry={() => void emails.refetch()} />
      {emails.isLoading && <Loading label="Looking for emails" />}
      {emails.data?.length === 0 && (
        <EmptyState title="No emails yet" action={startIt}>
          Your emails will be listed here. One is ready to begin with. {starter?.about}
        </EmptyState>
      )}
      {emails.data && emails.data.length > 0 && (
        <ul className={styles.list}>
          {emails.data.map((email) => (
            <Row key={email.id} email={email} onRemove={() => void remove(email)} />
          ))}
        </ul>
      )}
      {emails.data && emails.data.length > 0 && starter && (
        <Section title="To begin with">
          <div className={styles.starter}>
            <div>
              <h3>{starter.name}</h3>
              <p>{starter.about}</p>
            </div>
            <Button variant="default" onClick={() => void begin(starter.name, starter.email)}>
              Start from this
            </Button>
          </div>
        </Section>
      )}
      {brand && (
        <BrandDialog
          onClose={() => {
            setBrand(false);
          }}
        />
      )}
    </Page>
  );
}

function Row({ email, onRemove }: { email: EmailSummary; onRemove: () => void }) {
  return (
    <li className={styles.row}>
      <Link href={`/emails/${String(email.id)}`} className={styles.link}>
        <span className={styles.name}>{email.name}</span>
        <span className={styles.subject}>{email.subject || 'No subject yet'}</span>
      </Link>
      <span className={styles.facts}>
        {plural(email.blocks, 'block')}
        {email.only_for_some > 0 && `, ${String(email.only_for_some)} only for some readers`}
      </span>
      <span className={styles.facts}>
        <DateText when={email.updated_at} />
      </span>
      <Menu position="bottom-end">
        <Menu.Target>
          <ActionIcon aria-label={`More for ${email.name}`}>
            <IconDots size={16} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item leftSection={<IconTrash size={14} />} onClick={onRemove}>
            Delete
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
    </li>
  );
}
