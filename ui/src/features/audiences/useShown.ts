/** Which figure's people are on screen: the first that has any, until somebody chooses. */
import { useState } from 'react';
import type { Action, PushDetail } from '../../api';

export type Shown = Action | 'failed';

export function useShown(d: PushDetail | undefined): [Shown, (next: Shown) => void] {
  const [chosen, choose] = useState<Shown | null>(null);
  return [chosen ?? first(d), choose];
}

function first(d: PushDetail | undefined): Shown {
  if (!d) return 'add';
  if (d.failed > 0) return 'failed';
  if (d.add > 0) return 'add';
  if (d.update > 0) return 'update';
  if (d.tag_only > 0) return 'tag';
  if (d.remove > 0) return 'remove';
  if (d.restore > 0) return 'restore';
  if (d.untag > 0) return 'untag';
  return d.blocked > 0 ? 'blocked' : 'unchanged';
}
