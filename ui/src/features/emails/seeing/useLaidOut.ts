/** The height of a letter and the places of its blocks, measured anew while its pictures are being read. */
import { useEffect, useState } from 'react';
import { layOut, type Measured } from './measure';

/** How long pictures that are part of the page may take; what is later is cut off until the next edit. */
const ROUNDS = 40;

export function useLaidOut(html: string | null, width: number): Measured | null {
  const [measured, setMeasured] = useState<Measured | null>(null);
  useEffect(() => {
    if (html === null) return;
    let timer = 0;
    const measure = (round: number) => {
      const found = layOut(html, width);
      if (found) setMeasured(found);
      if ((!found || found.growing) && round < ROUNDS) {
        timer = window.setTimeout(
          () => {
            measure(round + 1);
          },
          found ? 100 : 16,
        );
      }
    };
    measure(0);
    return () => {
      window.clearTimeout(timer);
    };
  }, [html, width]);
  return measured;
}
