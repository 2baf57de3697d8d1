/** One arrow on the map, with how many people went that way. Wider for more people; dashed where nobody did. */
import { getStraightPath, type EdgeProps } from '@xyflow/react';
import { count } from '../../format';
import type { ArrowEdge } from './JourneyCanvas';
import { arc, CARD } from './layout';
import styles from './MoveEdge.module.css';

export function MoveEdge(props: EdgeProps<ArrowEdge>) {
  const { id, sourceX, sourceY, targetX, targetY, data } = props;
  if (!data) return null;
  const { people, kind, width } = data.arrow;
  const head = `arrow-${id}`;
  const steps = Math.abs(targetX - sourceX) / (CARD.width + CARD.gap);
  const line = (() => {
    if (kind === 'next') {
      const [path, x, y] = getStraightPath({
        sourceX: sourceX + 3,
        sourceY,
        targetX: targetX - 5,
        targetY,
      });
      return { path, x, y: y - 9 };
    }
    const height = (kind === 'leap' ? 1 : -1) * (26 + 15 * Math.round(steps));
    const gap = kind === 'leap' ? -4 : 4;
    const end = { x: targetX, y: targetY + gap };
    const { path, top } = arc({ x: sourceX, y: sourceY }, end, height);
    return { path, x: top.x, y: top.y + 4 };
  })();
  return (
    <g className={styles.move} data-kind={kind} data-nobody={people === 0 || undefined}>
      <defs>
        <marker
          id={head}
          viewBox="0 0 8 8"
          refX="5"
          refY="4"
          markerWidth="9"
          markerHeight="9"
          orient="auto"
          markerUnits="userSpaceOnUse"
        >
          <path d="M 0 0.5 L 7 4 L 0 7.5 z" className={styles.head} />
        </marker>
      </defs>
      <path d={line.path} className={styles.line} strokeWidth={width} markerEnd={`url(#${head})`} />
      {people > 0 && (
        <text x={line.x} y={line.y} className={styles.people}>
          {count(people)}
        </text>
      )}
    </g>
  );
}
