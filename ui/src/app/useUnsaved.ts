/** Once, when the window opens: whatever was being edited when it closed, or crashed, is offered again. */
import { useEffect } from 'react';
import { call, commands } from '../api';
import { showDone } from '../parts';

const ROOMS = [
  { kind: 'segment', room: '/segments', unnamed: 'a new segment' },
  { kind: 'email', room: '/emails', unnamed: 'an email' },
] as const;

export function useUnsaved(): void {
  useEffect(() => {
    for (const { kind, room, unnamed } of ROOMS) {
      call(commands.draftsList(kind))
        .then(([first, ...others]) => {
          if (!first) return;
          const name = first.name.trim() === '' ? unnamed : `“\u2068${first.name}\u2069”`;
          const more = others.length > 0 ? ` and ${String(others.length)} more` : '';
          const own = kind === 'email' && first.document !== null;
          const href = own ? `${room}/${String(first.document)}` : room;
          showDone(`You were editing ${name}${more}; it is not saved yet.`, {
            href,
            label: 'Go there',
          });
        })
        .catch(() => undefined);
    }
  }, []);
}
