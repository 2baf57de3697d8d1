/** A place between two rows of the tree where one that is dragged can be let go. */
import { Gap as Place } from '../../../parts/dragging/Gap';
import { pathKey } from '../tree';
import type { Spot } from './moves';

export const Gap = ({ group, index }: Spot) => (
  <Place name={`${pathKey(group)}:${String(index)}`} spot={{ group, index }} />
);
