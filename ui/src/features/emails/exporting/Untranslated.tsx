/** What merge tags cannot say: where, what, why, and what stands there instead. */
import type { Untranslated as Lost } from '../../../api';
import { plural } from '../../../format';
import styles from './exporting.module.css';

export function Untranslated({ all }: { all: Lost[] }) {
  if (all.length === 0) {
    return <p className={styles.all}>Everything could be translated.</p>;
  }
  return (
    <section aria-label="What cannot be translated" className={styles.lost}>
      <h3>{plural(all.length, 'thing')} Mailchimp cannot say</h3>
      <ul>
        {all.map((one, i) => (
          <li key={`${one.place} ${one.what} ${String(i)}`}>
            <p>
              <b>{one.place}</b> <code>{one.what}</code>
            </p>
            <p className={styles.why}>
              {one.why}. Instead: {one.instead}.
            </p>
          </li>
        ))}
      </ul>
    </section>
  );
}
