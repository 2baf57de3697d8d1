/** The connected sources, for the first page of Sources. Shows nothing as long as there are none. */
import type { SourceInfo } from '../../../api';
import { Section } from '../../../parts';
import { SourceRow } from './SourceRow';
import styles from './platforms.module.css';

export function SourceList({ sources }: { sources: SourceInfo[] }) {
  if (sources.length === 0) return null;
  return (
    <Section title="Connected">
      <ul className={styles.sources}>
        {sources.map((source) => (
          <SourceRow key={source.id} source={source} />
        ))}
      </ul>
    </Section>
  );
}
