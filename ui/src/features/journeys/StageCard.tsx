/** One stage on the canvas: its name, how many people are there, and who they are. Opens its segment. */
import { Handle, Position, type NodeProps } from '@xyflow/react';
import { useLocation } from 'wouter';
import { count, percent, people } from '../../format';
import type { StageNode } from './JourneyCanvas';
import { CARD } from './layout';
import { stageHref } from './openStage';
import styles from './StageCard.module.css';

/** Where arrows begin and end; apart from each other, so that in and out do not run into one. */
const HANDLES = [
  { id: 'next', side: Position.Right, into: Position.Left, out: {}, in: {} },
  { id: 'leap', side: Position.Top, into: Position.Top, out: { left: '62%' }, in: { left: '38%' } },
  {
    id: 'back',
    side: Position.Bottom,
    into: Position.Bottom,
    out: { left: '38%' },
    in: { left: '62%' },
  },
];

export function StageCard({ data: { stage } }: NodeProps<StageNode>) {
  const [, navigate] = useLocation();
  const [who] = stage.note.split(/(?<=\.)\s/);
  return (
    <>
      <button
        type="button"
        className={`${styles.card ?? ''} nopan nodrag`}
        style={{ width: CARD.width, height: CARD.height }}
        aria-label={`${stage.name}: ${people(stage.people)}, ${percent(stage.share)} of everyone. Open as a segment`}
        onClick={() => {
          navigate(stageHref(stage));
        }}
      >
        <span className={styles.name}>{stage.name}</span>
        <span className={styles.count}>{count(stage.people)}</span>
        <span className={styles.share}>
          {percent(stage.share, 0)}
          <span className={styles.bar} aria-hidden="true">
            <span style={{ width: `${String((stage.share ?? 0) * 100)}%` }} />
          </span>
        </span>
        <span className={styles.who}>{who}</span>
      </button>
      {HANDLES.flatMap((handle) => [
        <Handle
          key={`${handle.id}-out`}
          id={`${handle.id}-out`}
          type="source"
          position={handle.side}
          style={handle.out}
        />,
        <Handle
          key={`${handle.id}-in`}
          id={`${handle.id}-in`}
          type="target"
          position={handle.into}
          style={handle.in}
        />,
      ])}
    </>
  );
}
