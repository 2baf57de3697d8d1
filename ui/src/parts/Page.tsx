/**
 * The sheet a room writes on: one width, one padding, so that every room begins at the same line.
 * `wide` is for tables and canvases that want the whole window. It has no heading; see PageHeader.
 */
import type { ReactNode } from 'react';
import styles from './Page.module.css';

export type PageProps = { children: ReactNode; wide?: boolean };

export function Page({ children, wide = false }: PageProps) {
  return (
    <div className={styles.page} data-wide={wide || undefined}>
      {children}
    </div>
  );
}
