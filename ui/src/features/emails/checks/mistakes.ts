/** What is wrong with the email while it is written, for whichever part shows it; asked once for all of them. */
import { createContext, use } from 'react';
import type { SourceProblem } from '../../../api';

const Place = createContext<SourceProblem[]>([]);

export const MistakesPlace = Place.Provider;

/** Of a block, with all its versions; null: of the subject and preheader. */
export const useMistakes = (block: string | null): SourceProblem[] =>
  use(Place).filter((p) => p.block === block);
