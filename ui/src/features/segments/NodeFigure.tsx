/**
 * The count under one node, and its step of the funnel: how many it takes away from what was left before it ("−312"),
 * or adds. Faint while a newer answer is being counted, a dash while the node says nothing.
 */
import type { FunnelStep } from '../../api';
import { count, noun, NOTHING, people } from '../../format';
import { countOf, useEditing } from './editing';
import type { Path } from './tree';
import styles from './editor.module.css';

export function NodeFigure({ path }: { path: Path }) {
  const editing = useEditing();
  const node = countOf(editing, path);
  const value = node?.count;
  return (
    <span className={styles.figure} data-counting={editing.counting || undefined}>
      <span className={styles.figureCount}>
        <b>{value == null ? NOTHING : count(value)}</b>
        <span>{noun(value ?? 0, 'person', 'people')}</span>
      </span>
      {node?.step && <Step step={node.step} />}
    </span>
  );
}

/** A thin bar of those who were there before: what stays (or is added) is filled. */
function Step({ step }: { step: FunnelStep }) {
  const { adds, people: n, before } = step;
  const share = before === 0 ? 0 : (100 * (adds ? n : before - n)) / before;
  return (
    <span className={styles.step}>
      <span className={styles.stepBar} data-adds={adds || undefined} aria-hidden="true">
        <span style={{ width: `${String(share)}%` }} />
      </span>
      <span aria-hidden="true">{n === 0 ? '±0' : `${adds ? '+' : '−'}${count(n)}`}</span>
      <span className={styles.hidden}>
        {adds
          ? `adds ${people(n)} of the ${count(before)} who were not in yet`
          : `takes away ${people(n)} of the ${count(before)} who were left`}
      </span>
    </span>
  );
}
