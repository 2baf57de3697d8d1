/**
 * A part of a page: a small heading on a hairline, then whatever belongs under it. No frame and no
 * background, so that sections can follow each other without boxes in boxes.
 */
import { useId, type ReactNode } from 'react';
import styles from './Section.module.css';

export type SectionProps = {
  title: string;
  hint?: ReactNode;
  aside?: ReactNode;
  children: ReactNode;
};

export function Section({ title, hint, aside, children }: SectionProps) {
  const id = useId();
  return (
    <section aria-labelledby={id} className={styles.section}>
      <div className={styles.head}>
        <h2 id={id} className={styles.title}>
          {title}
        </h2>
        {aside && <div className={styles.aside}>{aside}</div>}
      </div>
      {hint && <p className={styles.hint}>{hint}</p>}
      {children}
    </section>
  );
}
