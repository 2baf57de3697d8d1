/**
 * Puts a desk around its parts. What shows the email takes all of it (`useDesk`) and is drawn anew with each letter that
 * is typed; what only acts asks for it when it acts (`useDeskNow`), and stays as it is meanwhile.
 */
import { useCallback, useLayoutEffect, useRef, type ReactNode } from 'react';
import { NowPlace, Place, SelectedPlace, type Desk } from './desk';

export function DeskPlace({ value, children }: { value: Desk; children: ReactNode }) {
  const newest = useRef(value);
  useLayoutEffect(() => {
    newest.current = value;
  });
  const now = useCallback(() => newest.current, []);
  return (
    <NowPlace value={now}>
      <SelectedPlace value={value.selected}>
        <Place value={value}>{children}</Place>
      </SelectedPlace>
    </NowPlace>
  );
}
