/** What an editor tells the dragging of its rows: where each may go, what places are called, and how a row is moved. */
import { createContext, use } from 'react';

/** `What` names what is dragged, `Spot` a place where it can be let go. */
export type Dragging<What = unknown, Spot = unknown> = {
  mayGo: (what: What, spot: Spot) => boolean;
  spotWords: (spot: Spot) => string;
  move: (what: What, spot: Spot) => void;
  /** Read out at each grip: how it is dragged, and by which keys. */
  help: string;
};

export type Dragged = { what: unknown; words: string };

const Place = createContext<Dragging | null>(null);

export const DraggingPlace = Place.Provider;

export function useDragging(): Dragging {
  const dragging = use(Place);
  if (!dragging) throw new Error('A row was drawn outside the place where rows are dragged.');
  return dragging;
}
