/**
 * What this screen is, in a title and one sentence, with at most one primary action at the right. `back`
 * is the way out of a detail page. It names the window too. It deliberately offers no place for a second
 * primary button: quieter ones go into `more`.
 */
import { useEffect, type ReactNode } from 'react';
import { Link } from 'wouter';
import styles from './PageHeader.module.css';

export type PageHeaderProps = {
  title: string;
  subtitle?: ReactNode;
  action?: ReactNode;
  more?: ReactNode;
  badge?: ReactNode;
  back?: { href: string; label: string };
};

export function PageHeader({ title, subtitle, action, more, badge, back }: PageHeaderProps) {
  useEffect(() => {
    document.title = `${title} · Regulars`;
  }, [title]);
  return (
    <header className={styles.header}>
      <div className={styles.words}>
        {back && (
          <Link href={back.href} className={styles.back}>
            <span aria-hidden="true">←</span> {back.label}
          </Link>
        )}
        <div className={styles.titleLine}>
          <h1 className={styles.title}>{title}</h1>
          {badge}
        </div>
        {subtitle && <p className={styles.subtitle}>{subtitle}</p>}
      </div>
      {(Boolean(action) || Boolean(more)) && (
        <div className={styles.actions}>
          {more}
          {action}
        </div>
      )}
    </header>
  );
}
