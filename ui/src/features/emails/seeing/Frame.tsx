/**
 * The sealed frame around a letter: no script, no form, no way to this window or to the network. A new letter is
 * loaded in a second frame beneath and comes up when it is there, so that nothing flickers. The frame is as tall as
 * its letter; what scrolls is the stage around it, which so keeps its place between edits and readers.
 */
import { useState } from 'react';
import type { Measured } from './measure';
import styles from './Stage.module.css';

type Docs = {
  /** What each of the two frames holds; none yet: null. */
  held: [string | null, string | null];
  front: 0 | 1;
  /** The one beneath is still loading. */
  loading: boolean;
};

type Props = {
  html: string;
  title: string;
  width: number;
  scale: number;
  measured: Measured | null;
};

export function Frame({ html, title, width, scale, measured }: Props) {
  const [docs, setDocs] = useState<Docs>({ held: [html, null], front: 0, loading: false });
  const { held, front, loading } = docs;
  const back = front === 0 ? 1 : 0;
  if (!loading && held[front] !== html) {
    // What is held already needs no loading, and would not tell of it.
    if (held[back] === html) setDocs({ held, front: back, loading: false });
    else {
      const next: Docs['held'] = back === 0 ? [html, held[1]] : [held[0], html];
      setDocs({ held: next, front, loading: true });
    }
  }
  const height = measured?.height ?? 600;
  return (
    <div className={styles.sheet} style={{ width: width * scale, height: height * scale }}>
      {([0, 1] as const).map((n) => {
        const doc = held[n];
        if (doc === null) return null;
        const shown = n === front;
        return (
          <iframe
            key={n}
            className={styles.frame}
            style={{ width, height, transform: `scale(${String(scale)})`, zIndex: shown ? 1 : 0 }}
            title={shown ? title : 'The next letter, being filled in'}
            aria-hidden={!shown}
            tabIndex={shown ? 0 : -1}
            data-front={shown || undefined}
            sandbox=""
            referrerPolicy="no-referrer"
            srcDoc={doc}
            onLoad={() => {
              setDocs((now) =>
                now.loading && n !== now.front ? { ...now, front: n, loading: false } : now,
              );
            }}
          />
        );
      })}
    </div>
  );
}
