/** How a source is, in a word and a colour: what hinders it comes before what went well. */
import type { SourceInfo } from '../../../api';
import type { PillTone } from '../../../parts';

export function standing(source: SourceInfo, running: boolean): [string, PillTone] {
  if (running) return ['Reading', 'neutral'];
  if (!source.connected) return ['Not connected', 'attention'];
  if (source.paused) return ['Paused', 'attention'];
  if (source.held) return source.held.until === null ? ['Needs you', 'bad'] : ['Held', 'bad'];
  if (source.last === null) return ['Not read yet', 'attention'];
  if (source.last.state === 'failed') return ['Failed', 'bad'];
  if (source.doubts.length > 0) return ['A question', 'attention'];
  if (source.last.state !== 'done') return ['Stopped', 'attention'];
  return ['Up to date', 'good'];
}

/** "WooCommerce 10.0.2 · shop.example". */
export function whatItIs(source: SourceInfo): string {
  return [`${source.platform} ${source.version ?? ''}`.trim(), source.address]
    .filter((x) => x !== null)
    .join(' · ');
}
