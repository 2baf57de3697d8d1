/** One letter on the stage: in its frame, or as plain text; with its name above where there are two. */
import type { EmailPreview } from '../../../api';
import { Frame } from './Frame';
import type { Shape } from './look';
import type { Measured } from './measure';
import styles from './Stage.module.css';

export type SideLetter = {
  letter: EmailPreview;
  label: string;
  measured: Measured | null;
  width: number;
  scale: number;
  shape: Shape;
  /** It needs its name, as it is not alone. */
  named: boolean;
};

export function Side({ letter, label, measured, width, scale, shape, named }: SideLetter) {
  return (
    <section className={styles.side} style={{ width: width * scale }} aria-label={label}>
      {named && (
        <div className={styles.sideHead} title={letter.subject}>
          {label}
          <br />
          <small>{letter.subject || '(no subject)'}</small>
        </div>
      )}
      {shape === 'text' ? (
        <pre className={styles.text}>{letter.text}</pre>
      ) : (
        <Frame
          html={letter.frame}
          title={`The email as ${letter.person.name} reads it`}
          width={width}
          scale={scale}
          measured={measured}
        />
      )}
    </section>
  );
}
