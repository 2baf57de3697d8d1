/**
 * Ctrl+1…9 (Cmd on a Mac) jumps to a room. It reads the key's place, not its sign, because on a French
 * keyboard a digit needs Shift. An open dialog keeps its keys, and unsaved work is
 * asked for first.
 */
import { useEffect, useRef } from 'react';
import { useLocation } from 'wouter';
import { mayLeave } from '../parts';
import { ROOMS } from './rooms';

export function useRoomKeys(onJump: () => void): void {
  const [, go] = useLocation();
  const jump = useRef({ go, onJump });
  useEffect(() => {
    jump.current = { go, onJump };
  });
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      if (!(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey) return;
      const digit = /^(?:Digit|Numpad)([1-9])$/.exec(event.code)?.[1];
      const room = digit === undefined ? undefined : ROOMS[Number(digit) - 1];
      if (!room || document.querySelector('[role="dialog"]')) return;
      event.preventDefault();
      void mayLeave().then((leave) => {
        if (!leave) return;
        jump.current.go(room.path);
        jump.current.onJump();
      });
    };
    window.addEventListener('keydown', listen);
    return () => {
      window.removeEventListener('keydown', listen);
    };
  }, []);
}
