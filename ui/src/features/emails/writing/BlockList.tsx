/** The blocks of the letter or of a column, with the places between them where a dragged one can be let go. */
import { Fragment, memo, useMemo } from 'react';
import type { EmailBlock } from '../../../api';
import { Gap } from '../../../parts/dragging/Gap';
import { AddMenu } from './AddMenu';
import { Block } from './Block';
import { ROOT } from './blocks';
import styles from './letter.module.css';

/** Drawn anew only while something is dragged. */
const Between = memo(function Between({ list, index }: { list: string; index: number }) {
  const spot = useMemo(() => ({ list, index }), [list, index]);
  return <Gap name={`${list || 'letter'} ${String(index)}`} spot={spot} />;
});

export type BlockListProps = { list: string; blocks: EmailBlock[]; label: string };

export function BlockList({ list, blocks, label }: BlockListProps) {
  const gap = (index: number) => <Between list={list} index={index} />;
  return (
    <ol className={styles.blocks} aria-label={label}>
      {blocks.map((block, index) => (
        <Fragment key={block.id}>
          {gap(index)}
          <Block block={block} list={list} index={index} />
        </Fragment>
      ))}
      {blocks.length === 0 && list === ROOT && (
        <li className={styles.blank}>Nothing in it yet. Add a block below.</li>
      )}
      {gap(blocks.length)}
      {list !== ROOT && blocks.length === 0 && (
        <li className={styles.blank}>
          <AddMenu spot={{ list, index: 0 }} />
        </li>
      )}
    </ol>
  );
}
