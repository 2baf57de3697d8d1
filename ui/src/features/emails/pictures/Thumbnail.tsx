/** A kept picture, small. It comes from the core as data; nothing is loaded from anywhere. */
import { useThumbnail } from './queries';
import styles from './pictures.module.css';

export function Thumbnail({ id, alt }: { id: number; alt: string }) {
  const { data, isError } = useThumbnail(id);
  if (isError) return <span className={styles.missing}>Not there any more</span>;
  if (!data) return <span className={styles.missing} aria-hidden="true" />;
  return <img className={styles.thumbnail} src={data} alt={alt} />;
}
