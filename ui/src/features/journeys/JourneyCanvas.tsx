/**
 * The map as a picture: cards from left to right, arrows with how many people went that way in the last 30
 * days. It can be moved and fitted; the cards are buttons. Nothing can be changed here.
 */
import { Background, Controls, ReactFlow, type Edge, type Node } from '@xyflow/react';
import '@xyflow/react/dist/base.css';
import { useMemo } from 'react';
import type { JourneyMap, MapStage } from '../../api';
import { arrows, positionOf, type Arrow } from './layout';
import { MoveEdge } from './MoveEdge';
import { StageCard } from './StageCard';
import styles from './JourneyCanvas.module.css';

export type StageNode = Node<{ stage: MapStage }, 'stage'>;
export type ArrowEdge = Edge<{ arrow: Arrow }, 'move'>;

const NODE_TYPES = { stage: StageCard };
const EDGE_TYPES = { move: MoveEdge };

export function JourneyCanvas({ map }: { map: JourneyMap }) {
  const nodes = useMemo<StageNode[]>(
    () =>
      map.stages.map((stage, i) => ({
        id: String(i),
        type: 'stage',
        position: positionOf(i),
        data: { stage },
      })),
    [map],
  );
  const edges = useMemo<ArrowEdge[]>(
    () =>
      arrows(map.stages.length, map.moves).map((arrow) => ({
        id: arrow.id,
        type: 'move',
        source: String(arrow.from),
        target: String(arrow.to),
        sourceHandle: `${arrow.kind}-out`,
        targetHandle: `${arrow.kind}-in`,
        data: { arrow },
      })),
    [map],
  );
  return (
    <div>
      <div className={styles.canvas} role="group" aria-label="Map of the journey">
        <ReactFlow
          nodes={nodes}
          edges={edges}
          nodeTypes={NODE_TYPES}
          edgeTypes={EDGE_TYPES}
          fitView
          fitViewOptions={{ padding: 0.005, maxZoom: 1.3 }}
          minZoom={0.5}
          maxZoom={2}
          nodesDraggable={false}
          nodesConnectable={false}
          nodesFocusable={false}
          edgesFocusable={false}
          elementsSelectable={false}
          zoomOnScroll={false}
          zoomOnDoubleClick={false}
          preventScrolling={false}
          proOptions={{ hideAttribution: true }}
        >
          <Background gap={22} size={1} color="var(--line)" />
          <Controls showInteractive={false} position="bottom-right" />
        </ReactFlow>
      </div>
      <p className={styles.legend}>
        Arrows: people who moved in the last 30 days. Of the leaps ahead (above) and the steps back
        (below) only the largest are drawn; all of them are in the last table.
      </p>
    </div>
  );
}
