/** What can be connected (/sources/connect): a line each, files too. Choosing one leads to its form. */
import { IconChevronRight } from '@tabler/icons-react';
import { Link } from 'wouter';
import { ErrorNote, Loading, Page, PageHeader } from '../../../parts';
import { usePlatforms } from './queries';
import styles from './platforms.module.css';

const FILES = {
  href: '/sources/import',
  name: 'Files',
  reads:
    'Orders, customers, subscribers, products, reviews and events, from the exports of your shop, till or spreadsheet.',
};

export function ChooserPage() {
  const platforms = usePlatforms();
  const ways = (platforms.data ?? []).map((p) => ({
    href: `/sources/connect/${p.kind}`,
    name: p.name,
    reads: p.reads,
  }));
  return (
    <Page>
      <PageHeader
        title="Connect a source"
        subtitle="Regulars only reads. What comes in stays in one file on this machine."
        back={{ href: '/sources', label: 'Sources' }}
      />
      {platforms.isPending && <Loading label="Looking for what can be connected" />}
      <ErrorNote error={platforms.error} onRetry={() => void platforms.refetch()} />
      {platforms.data && (
        <ul className={styles.ways}>
          {[...ways, FILES].map((way) => (
            <li key={way.href}>
              <Link href={way.href} className={styles.way}>
                <span className={styles.wayName}>{way.name}</span>
                <span className={styles.wayReads}>{way.reads}</span>
                <IconChevronRight aria-hidden="true" size={18} stroke={1.75} />
              </Link>
            </li>
          ))}
        </ul>
      )}
    </Page>
  );
}
