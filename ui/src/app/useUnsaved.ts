/** Once, when the window opens: whatever was being edited when it closed, or crashed, is offered again. */
import { useEffect } from 'react';
import { call, commands } from '../api';
import { showDone } from '../parts';

export function useUnsaved(): void {
  useEffect(() => {
    call(commands.draftsList('segment'))
      .then(([first, ...others]) => {
        if (!first) return;
        const name = first.name.trim() === '' ? 'a new segment' : `“\u2068${first.name}\u2069”`;
        const more = others.length > 0 ? ` and ${String(others.length)} more` : '';
        const link = { href: '/segments', label: 'Go there' };
        showDone(`You were editing ${name}${more}; it is not saved yet.`, link);
      })
      .catch(() => undefined);
  }, []);
}
