/** One letter on the stage: in its frame, or as plain text; with its name above where there are two. */
import type { EmailPreview } from '../../../api';
import { Frame, type FrameProps } from './Frame';
import type { Shape } from './look';
import styles from './Stage.module.css';

export type SideProps = Pick<
  FrameProps,
  'width' | 'scale' | 'goal' | 'onBlock' | 'onLeads' | 'onGoal'
> & {
  letter: EmailPreview;
  label: string;
  shape: Shape;
  /** It needs its name, as it is not alone. */
  named: boolean;
};

export function Side({ letter, label, shape, named, ...frame }: SideProps) {
  const { width, scale } = frame;
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
          {...frame}
          html={letter.frame}
          title={`The email as ${letter.person.name} reads it`}
          examples={letter.example_codes}
        />
      )}
    </section>
  );
}
