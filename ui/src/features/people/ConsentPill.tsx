/** Whether somebody may be sent marketing by email, in a word. */
import type { ConsentState } from '../../api';
import { Pill } from '../../parts';
import { CONSENT } from './words';

export function ConsentPill({ state }: { state: ConsentState | null }) {
  if (state === null) return <Pill>Never asked</Pill>;
  const { label, tone } = CONSENT[state];
  return <Pill tone={tone}>{label}</Pill>;
}
