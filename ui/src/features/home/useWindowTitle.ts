/** Names the window on a page without a PageHeader. */
import { useEffect } from 'react';

export function useWindowTitle(title: string): void {
  useEffect(() => {
    document.title = `${title} · Regulars`;
  }, [title]);
}
