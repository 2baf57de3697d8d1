/** The good answer of a test: which shop it is, and how much there is to read. */
import { IconCircleCheck } from '@tabler/icons-react';
import type { FoundInfo } from '../../../api';
import { plural } from '../../../format';
import styles from './woocommerce.module.css';

export function FoundNote({ found }: { found: FoundInfo }) {
  const what = [
    `${found.platform} ${found.version ?? ''}`.trim(),
    ...found.counts.map((c) => plural(c.count, c.what.replace(/s$/, ''))),
  ];
  const place = [found.host, found.currency, found.zone].filter((x) => x != null).join(' · ');
  return (
    <div className={styles.found} role="status">
      <IconCircleCheck aria-hidden="true" size={20} />
      <div>
        <p className={styles.foundTitle}>
          Found: {found.name}, {what.join(', ')}
        </p>
        <p>{place}</p>
        {!found.safe && <p>The way there is not encrypted, as you allowed.</p>}
      </div>
    </div>
  );
}
