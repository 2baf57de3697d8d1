/** The head of a document that is being written: the way back, its name to be typed, and at the right what can be done. */
import type { ReactNode, Ref } from 'react';
import { Link } from 'wouter';
import styles from './DocumentHead.module.css';

export type DocumentHeadProps = {
  /** Such as "email". */
  thing: string;
  back: { href: string; label: string };
  name: string;
  /** Read where there is no name. */
  unnamed: string;
  title?: string;
  /** A page with little room above the work. */
  compact?: boolean;
  inputRef?: Ref<HTMLInputElement>;
  onRename: (name: string) => void;
  onEnter: () => void;
  children: ReactNode;
};

export function DocumentHead(props: DocumentHeadProps) {
  const { thing, back, name, unnamed, title, compact, inputRef, onRename, onEnter } = props;
  return (
    <header className={styles.head} data-compact={compact || undefined}>
      <div className={styles.words}>
        <Link href={back.href} className={styles.back}>
          <span aria-hidden="true">←</span> {back.label}
        </Link>
        <h1 className="visually-hidden">{name.trim() || unnamed}</h1>
        <input
          ref={inputRef}
          className={styles.name}
          aria-label={`Name of the ${thing}`}
          title={title}
          data-kept-text
          placeholder={`Name this ${thing}`}
          dir="auto"
          value={name}
          maxLength={120}
          onChange={(e) => {
            onRename(e.currentTarget.value);
          }}
          onKeyDown={(e) => {
            if (e.key === 'Enter') onEnter();
          }}
        />
      </div>
      <div className={styles.actions}>{props.children}</div>
    </header>
  );
}
