/**
 * Where the stages and the moves between them go on the canvas. Plain numbers in, plain numbers out; it
 * draws nothing. Neighbours are joined by a straight arrow; leaps forward arch over the cards and steps back
 * under them, the largest few only, because thirty arrows say less than five. The table has them all.
 */
import type { Move } from '../../api';

export const CARD = { width: 134, height: 208, gap: 42 };
const ARCS = 3;

export type Arrow = {
  id: string;
  from: number;
  to: number;
  people: number;
  kind: 'next' | 'leap' | 'back';
  /** Of the line, in pixels; grows with the people. */
  width: number;
};

export function positionOf(index: number): { x: number; y: number } {
  return { x: index * (CARD.width + CARD.gap), y: 0 };
}

export function arrows(stages: number, moves: Move[]): Arrow[] {
  const between = moves.flatMap(({ from, to, people }) =>
    from === null || to === null ? [] : [{ from, to, people }],
  );
  const most = Math.max(1, ...between.map((move) => move.people));
  const arrow = (move: { from: number; to: number; people: number }, kind: Arrow['kind']) => ({
    ...move,
    kind,
    id: `${String(move.from)}-${String(move.to)}`,
    width: 1.25 + 2.75 * Math.sqrt(move.people / most),
  });
  const next = Array.from({ length: Math.max(0, stages - 1) }, (_, from) => {
    const known = between.find((move) => move.from === from && move.to === from + 1);
    return arrow(known ?? { from, to: from + 1, people: 0 }, 'next');
  });
  const largest = (kind: 'leap' | 'back') =>
    between
      .filter(({ from, to }) => (kind === 'leap' ? to > from + 1 : to < from))
      .sort((a, b) => b.people - a.people)
      .slice(0, ARCS)
      .map((move) => arrow(move, kind));
  return [...next, ...largest('leap'), ...largest('back')];
}

/** The path of an arc over (or, with a negative height, under) what lies between two points. */
export function arc(from: { x: number; y: number }, to: { x: number; y: number }, height: number) {
  const bend = (4 / 3) * height;
  const path = `M ${String(from.x)} ${String(from.y)} C ${String(from.x)} ${String(from.y - bend)}, ${String(to.x)} ${String(to.y - bend)}, ${String(to.x)} ${String(to.y)}`;
  return { path, top: { x: (from.x + to.x) / 2, y: (from.y + to.y) / 2 - height } };
}
