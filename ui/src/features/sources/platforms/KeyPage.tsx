/** A new key for a source that is connected (/sources/3/key): the same form, its address fixed. */
import { useQueryClient } from '@tanstack/react-query';
import { useLocation } from 'wouter';
import { EmptyState, ErrorNote, Loading, Page, PageHeader, showDone } from '../../../parts';
import { ConnectForm } from './ConnectForm';
import { usePlatforms, useSources } from './queries';

export function KeyPage({ id }: { id: number }) {
  const sources = useSources();
  const platforms = usePlatforms();
  const [, go] = useLocation();
  const client = useQueryClient();
  const source = sources.data?.find((s) => s.id === id);
  const platform = platforms.data?.find((p) => p.kind === source?.kind);
  return (
    <Page>
      <PageHeader
        title="Change the key"
        subtitle={
          source &&
          `For ${source.name}. What came in stays, and reading goes on where it was. The old key is forgotten.`
        }
        back={{ href: `/sources/${String(id)}`, label: source?.name ?? 'The source' }}
      />
      {(sources.isPending || platforms.isPending) && <Loading label="Looking for the source" />}
      <ErrorNote error={sources.error ?? platforms.error} />
      {sources.data && platforms.data && !(source && platform) && (
        <EmptyState title="There is no such connection (any more)">
          It may have been removed. The page Sources shows what is connected.
        </EmptyState>
      )}
      {source && platform && (
        <ConnectForm
          platform={platform}
          known={source.entered}
          label="Keep the new key"
          onConnected={async (connected) => {
            await client.invalidateQueries();
            showDone('The new key works, and is kept.');
            go(`/sources/${String(connected.id)}`);
          }}
        />
      )}
    </Page>
  );
}
