/** The good answer of a test: what it is, how much there is to read, and what a person should know of it. */
import { IconAlertCircle, IconCircleCheck } from '@tabler/icons-react';
import type { FoundInfo } from '../../../api';
import { count } from '../../../format';
import styles from './platforms.module.css';

export function FoundNote({ found }: { found: FoundInfo }) {
  const what = [
    `${found.platform} ${found.version ?? ''}`.trim(),
    ...found.counts.map((c) => `${count(c.count)} ${c.count === 1 ? one(c.what) : c.what}`),
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
        {found.notes.length > 0 && (
          <ul className={styles.notes}>
            {found.notes.map((note) => (
              <li key={note}>
                <IconAlertCircle aria-hidden="true" size={16} />
                <span>{note}</span>
              </li>
            ))}
          </ul>
        )}
      </div>
    </div>
  );
}

/** "orders" are one order, "categories" one category. */
function one(many: string): string {
  if (many === 'people') return 'person';
  return many.endsWith('ies') ? `${many.slice(0, -3)}y` : many.replace(/s$/, '');
}
