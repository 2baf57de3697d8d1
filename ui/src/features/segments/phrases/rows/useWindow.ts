/** For phrases that ask when the first or last row was: the stretch of days that counts at all is added when wanted. */
import { useState } from 'react';
import type { Activity, Window as Span } from '../../../../api';
import type { TokenPlace } from '../../tokens/place';
import type { Extra } from './MoreToken';

export function useWindow(value: Activity, onChange: (value: Activity) => void) {
  const [added, setAdded] = useState(false);
  const given = value.window !== undefined && value.window.kind !== 'ever';
  const shown = given || added;
  const set = (window: Span) => {
    onChange({ ...value, window });
  };
  const place: TokenPlace = {
    fresh: added,
    closed: () => {
      setAdded(false);
    },
    remove: () => {
      setAdded(false);
      set({ kind: 'ever' });
    },
  };
  const extras = (timed: boolean): Extra[] =>
    timed && !shown
      ? [
          {
            label: 'Counting only those of a time',
            hint: 'e.g. the first of this year',
            group: 'Only those with',
            act: () => {
              setAdded(true);
              set({ kind: 'last_days', days: 365 });
            },
          },
        ]
      : [];
  return { shown, set, place, extras };
}
