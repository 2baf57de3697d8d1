/** A picture's place in the letter. One from the web is not fetched here: the preview does that when it is asked to. */
import { IconPhoto } from '@tabler/icons-react';
import { keptNumber } from '../pictures/queries';
import { Thumbnail } from '../pictures/Thumbnail';
import type { ContentOf } from '../blocks/types';
import styles from './letter.module.css';

export function PictureView({ content }: { content: ContentOf<'image'> }) {
  const { src, alt, width } = content;
  const kept = keptNumber(src);
  return (
    <div className={styles.picture} style={{ width: `${String(width ?? 100)}%` }}>
      {kept === null ? (
        <IconPhoto size={22} stroke={1.4} aria-hidden="true" />
      ) : (
        <Thumbnail id={kept} alt={alt} />
      )}
      <span>{src === '' ? 'No picture chosen yet' : alt || 'A picture without words'}</span>
    </div>
  );
}
