/** A product's picture, small; its first letter where there is none or it cannot be shown. */
import { useState } from 'react';
import styles from './tokens.module.css';

export function Picture({ src, title }: { src: string | null | undefined; title: string }) {
  const [failed, setFailed] = useState<string | null>(null);
  const shown = src?.startsWith('https://') && failed !== src ? src : null;
  return (
    <span className={styles.picture} aria-hidden="true">
      {shown ? (
        <img
          src={shown}
          alt=""
          loading="lazy"
          referrerPolicy="no-referrer"
          onError={() => {
            setFailed(shown);
          }}
        />
      ) : (
        title.trim().slice(0, 1).toUpperCase()
      )}
    </span>
  );
}
