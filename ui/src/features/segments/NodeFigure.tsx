/** The count under one node: faint while a newer one is being counted, a dash while the node says nothing. */
import { count, noun, NOTHING } from '../../format';
import { countOf, useEditing } from './editing';
import type { Path } from './tree';
import styles from './editor.module.css';

export function NodeFigure({ path }: { path: Path }) {
  const editing = useEditing();
  const value = countOf(editing, path)?.count;
  return (
    <span className={styles.figure} data-counting={editing.counting || undefined}>
      <b>{value == null ? NOTHING : count(value)}</b>
      <span>{noun(value ?? 0, 'person', 'people')}</span>
    </span>
  );
}
