/** Opens one email: what is saved of it, and what was not saved yet when it was left. */
import { useQuery } from '@tanstack/react-query';
import { ErrorNote, Loading, Page, PageHeader } from '../../../parts';
import { listDrafts } from '../../../parts/drafts/drafts';
import { useSavedEmail } from '../queries';
import { Desk } from './Desk';

export function EmailDesk({ id }: { id: number }) {
  const saved = useSavedEmail(id);
  const drafts = useQuery({
    queryKey: ['email-drafts'],
    queryFn: () => listDrafts('email'),
    staleTime: 0,
  });
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
    </Page>
  );
}
