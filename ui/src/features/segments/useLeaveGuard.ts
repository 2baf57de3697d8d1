/** Asks before a link, a room's key or another shop leads away from unsaved changes. These stay as a draft. */
import { useEffect } from 'react';
import { confirm, guardLeaving } from '../../parts';

const ask = () =>
  confirm({
    title: 'Leave without saving?',
    body: 'The changes to this segment are not saved yet. They wait as a draft in the list of segments.',
    confirmLabel: 'Leave, keep the draft',
    cancelLabel: 'Stay here',
  });

export function useLeaveGuard(unsaved: boolean): void {
  useEffect(() => {
    if (!unsaved) return;
    const stop = guardLeaving(ask);
    const onClick = (event: MouseEvent) => {
      const link = (event.target as Element | null)?.closest<HTMLAnchorElement>('a[href^="#"]');
      if (!link || link.getAttribute('href') === '#main') return;
      event.preventDefault();
      event.stopPropagation();
      void ask().then((leave) => {
        if (leave) window.location.hash = link.getAttribute('href') ?? '#/segments';
      });
    };
    document.addEventListener('click', onClick, true);
    return () => {
      stop();
      document.removeEventListener('click', onClick, true);
    };
  }, [unsaved]);
}
