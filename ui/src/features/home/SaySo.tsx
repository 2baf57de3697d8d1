/** What the numbers say, in the core's sentences; what cannot be said yet is said to be missing. */
import { Link } from 'wouter';
import { ErrorNote, Loading, Section } from '../../parts';
import styles from './Glance.module.css';
import { useSummary } from './useGlance';

export function SaySo() {
  const { data, error } = useSummary();
  return (
    <Section title="What the numbers say" aside={<Link href="/insights">All insights</Link>}>
      {error != null && <ErrorNote error={error} />}
      {!data && error == null && <Loading lines={5} />}
      {data && (
        <ul className={styles.sentences}>
          {data.sentences.map(({ about, text }) => (
            <li key={about}>{text}</li>
          ))}
          {data.not_enough.map((text) => (
            <li key={text} className={styles.missing}>
              {text}
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}
