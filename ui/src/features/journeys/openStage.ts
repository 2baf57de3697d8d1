/** A stage is a segment: the way to its page, where it can be looked into, changed and saved under a name. */
import type { MapStage } from '../../api';

export function stageHref(stage: MapStage): string {
  return `/segments/new?definition=${encodeURIComponent(JSON.stringify(stage.definition))}`;
}
