/** How a push ended, in a word. */
import { Pill } from '../../parts';

export function StatePill({ state, left }: { state: string; left: number }) {
  if (state === 'done') return <Pill tone="good">Sent</Pill>;
  if (state === 'planned') return <Pill>Dry run</Pill>;
  if (state === 'cancelled') return <Pill tone="attention">Stopped</Pill>;
  return <Pill tone={left > 0 ? 'attention' : 'bad'}>{left > 0 ? 'Unfinished' : 'Failed'}</Pill>;
}
