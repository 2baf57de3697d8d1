/**
 * The sealed frame around a letter. It is as wide as the mail client it stands for; where the window has less
 * room, the whole is shown smaller, because a narrower frame would be another layout.
 */
import { useElementSize } from '@mantine/hooks';
import type { EmailPreview } from '../../../api';
import styles from './Preview.module.css';

export function Frame({ preview, width }: { preview: EmailPreview; width: number }) {
  const { ref, width: room, height } = useElementSize();
  const scale = room > 0 && room < width ? room / width : 1;
  return (
    <div ref={ref} className={styles.room}>
      <iframe
        className={styles.frame}
        style={{
          width,
          height: height > 0 ? height / scale : '100%',
          transform: `scale(${String(scale)})`,
          left: Math.max(0, (room - width * scale) / 2),
        }}
        title={`The email as ${preview.person.name} reads it`}
        sandbox=""
        referrerPolicy="no-referrer"
        srcDoc={preview.frame}
      />
    </div>
  );
}
