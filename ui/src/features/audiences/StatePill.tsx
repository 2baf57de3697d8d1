/** How a push ended, in a word. */
import { Pill } from '../../parts';

type Props = {
  push: { state: string; left: number; undoes: number | null; undone_by: number | null };
};

export function StatePill({ push: { state, left, undoes, undone_by: undone } }: Props) {
  if (undone !== null) return <Pill>Taken back</Pill>;
  if (state === 'done' && undoes !== null) return <Pill tone="good">Undo</Pill>;
  if (state === 'done') return <Pill tone="good">Sent</Pill>;
  if (state === 'planned') return <Pill>Dry run</Pill>;
  if (state === 'cancelled') return <Pill tone="attention">Stopped</Pill>;
  return <Pill tone={left > 0 ? 'attention' : 'bad'}>{left > 0 ? 'Unfinished' : 'Failed'}</Pill>;
}
