/** Where Alt and an arrow move a block. */
import type { Way } from './moves';

export const WAYS: Partial<Record<string, Way>> = {
  ArrowUp: 'up',
  ArrowDown: 'down',
  ArrowRight: 'in',
  ArrowLeft: 'out',
};
