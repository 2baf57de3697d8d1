/** A picture's place in the letter. One from the web is not fetched here: the preview does that when it is asked to. */
import { IconPhoto } from '@tabler/icons-react';
import type { ContentOf } from '../blocks/types';
import styles from './letter.module.css';

export function PictureView({ content }: { content: ContentOf<'image'> }) {
  const { src, alt, width } = content;
  return (
    <div className={styles.picture} style={{ width: `${String(width ?? 100)}%` }}>
      <IconPhoto size={22} stroke={1.4} aria-hidden="true" />
      <span>{src === '' ? 'No picture chosen yet' : alt || 'A picture without words'}</span>
    </div>
  );
}
