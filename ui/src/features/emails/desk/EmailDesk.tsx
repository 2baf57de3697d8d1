/** Opens one email: what is saved of it, and what was not saved yet when it was left. */
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { call, commands, type Email } from '../../../api';
import { ErrorNote, Loading, Page, PageHeader, Section, showFailure } from '../../../parts';
import { listDrafts } from '../../../parts/drafts/drafts';
import { useSavedEmail } from '../queries';
import { Versions } from '../versions/VersionsDialog';
import { Desk } from './Desk';

export function EmailDesk({ id }: { id: number }) {
  const client = useQueryClient();
  const saved = useSavedEmail(id);
  const drafts = useQuery({
    queryKey: ['email-drafts'],
    queryFn: () => listDrafts('email'),
    staleTime: 0,
  });
  // What cannot be read any more may have been fine before.
  const bringBack = async (name: string, email: Email) => {
    await call(commands.emailSave(id, name, email));
    await client.invalidateQueries({ queryKey: ['email', id] });
  };
  const ready = drafts.isFetchedAfterMount || drafts.isError;
  if (saved.data && ready) {
    const draft = drafts.data?.find((d) => d.document === id) ?? null;
    return <Desk saved={saved.data} draft={draft} />;
  }
  return (
    <Page>
      <PageHeader title="Email" back={{ href: '/emails', label: 'Emails' }} />
      <ErrorNote error={saved.error} onRetry={() => void saved.refetch()} />
      {saved.isLoading && <Loading label="Opening the email" />}
      {saved.isError && (
        <Section title="Its earlier versions">
          <Versions
            id={id}
            onBringBack={(_, { name, email }) => {
              bringBack(name, email).catch(showFailure);
            }}
          />
        </Section>
      )}
    </Page>
  );
}
