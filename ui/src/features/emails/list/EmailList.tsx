/** The emails that were written, and the ones to begin with. Opening, copying and the rest: `useEmailActions`. */
import { Button } from '@mantine/core';
import { useState } from 'react';
import { Link } from 'wouter';
import { ErrorNote, EmptyState, Loading, Page, PageHeader, Section } from '../../../parts';
import { useDroppedFile } from '../../../api';
import { count } from '../../../format';
import { BrandDialog } from '../brand/BrandDialog';
import { blankEmail } from '../draft';
import { useEmailActions } from './useEmailActions';
import { Drafts } from './Drafts';
import { Rows } from './Rows';
import { StarterCards } from './StarterCards';
import { useEmails, useStarters } from '../queries';
import styles from './list.module.css';

/** The few that every shop can send. */
const FIRST = ['welcome-1', 'thank-you', 'win-back-1', 'newsletter'];

export function EmailList() {
  const emails = useEmails();
  const starters = useStarters();
  const actions = useEmailActions();
  const [brand, setBrand] = useState(false);
  const hovering = useDroppedFile(actions.open);
  const none = emails.data?.length === 0;
  const first = (starters.data ?? []).filter((s) => FIRST.includes(s.key));
  return (
    <Page>
      <PageHeader
        title="Emails"
        subtitle="Write once, and see it as each reader will before it goes out."
        more={
          <>
            <Button
              variant="subtle"
              onClick={() => {
                actions.open();
              }}
            >
              Open a file…
            </Button>
            <Button component={Link} href="/emails/coupons" variant="subtle">
              Codes
            </Button>
            <Button
              variant="subtle"
              onClick={() => {
                setBrand(true);
              }}
            >
              Look and address
            </Button>
          </>
        }
        action={
          <Button onClick={() => void actions.begin('New email', blankEmail())}>New email</Button>
        }
      />
      <ErrorNote
        error={emails.error}
        title="The emails could not be listed"
        onRetry={() => void emails.refetch()}
      />
      {hovering && <p className={styles.dropHere}>Let go to open the email’s file.</p>}
      <Drafts />
      {emails.isLoading && <Loading label="Looking for emails" />}
      {none && (
        <EmptyState title="No emails yet">
          Your emails will be listed here. Begin with an empty one, or with one of those below: each
          is a whole letter that only waits for your own words.
        </EmptyState>
      )}
      {emails.data && !none && <Rows emails={emails.data} actions={actions} />}
      {first.length > 0 && (
        <Section
          title="To begin with"
          hint="Whole letters for the occasions that every shop has. The words are ours: change what is not true of your shop."
          aside={
            <Link href="/emails/starters">
              All {count(starters.data?.length)} letters to begin with
            </Link>
          }
        >
          <StarterCards starters={first} onStart={actions.begin} />
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
