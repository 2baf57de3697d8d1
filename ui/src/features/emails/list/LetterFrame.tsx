/**
 * A letter in a sealed frame, as wide as a mail program shows it and made smaller to fit. `title` is for readers of the
 * screen; a frame without one is only to be looked at, and nothing in it can be reached.
 */
import { useElementSize } from '@mantine/hooks';
import styles from './list.module.css';

const WIDTH = 640;

export function LetterFrame({ html, title }: { html: string; title?: string }) {
  const { ref, width, height } = useElementSize();
  const scale = width > 0 ? Math.min(1, width / WIDTH) : 1;
  return (
    <div ref={ref} className={styles.frameRoom} data-still={title === undefined || undefined}>
      <iframe
        title={title ?? ''}
        tabIndex={title === undefined ? -1 : 0}
        sandbox=""
        scrolling={title === undefined ? 'no' : 'auto'}
        referrerPolicy="no-referrer"
        srcDoc={html}
        style={{
          width: Math.max(WIDTH, width),
          height: height / scale,
          transform: `scale(${String(scale)})`,
        }}
      />
    </div>
  );
}
