/** Asks before a link leads away from unsaved changes. Whoever leaves by other ways finds the draft again. */
import { useEffect } from 'react';
import { confirm } from '../../parts';

export function useLeaveGuard(dirty: boolean, onDiscard: () => void): void {
  useEffect(() => {
    if (!dirty) return;
    const onClick = (event: MouseEvent) => {
      const link = (event.target as Element | null)?.closest<HTMLAnchorElement>('a[href^="#"]');
      if (!link || link.getAttribute('href') === '#main') return;
      event.preventDefault();
      event.stopPropagation();
      void confirm({
        title: 'Leave without saving?',
        body: 'The changes to this segment are not saved yet.',
        confirmLabel: 'Leave without saving',
        cancelLabel: 'Stay here',
        destructive: true,
      }).then((leave) => {
        if (!leave) return;
        onDiscard();
        window.location.hash = link.getAttribute('href') ?? '#/segments';
      });
    };
    document.addEventListener('click', onClick, true);
    return () => {
      document.removeEventListener('click', onClick, true);
    };
  }, [dirty, onDiscard]);
}
