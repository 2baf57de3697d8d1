/**
 * Where the letter stands, or two of them side by side. Both lie in one scrolling place, so they move together; it
 * keeps its place while letters come and go, and goes to a block that is chosen elsewhere. At its foot stands where
 * the link under the pointer or the focus leads.
 */

import { useRef, useState } from 'react';
import type { EmailPreview } from '../../../api';
import { Side } from './Side';
import { WIDTHS, type Look } from './look';
import { useWidth } from './useWidth';
import styles from './Stage.module.css';

const GAP = 12;

export type StageProps = {
  look: Look;
  preview: EmailPreview;
  beside: EmailPreview | undefined;
  /** What the two sides are called. */
  labels: [string, string];
  /** The block to go to; counted up to go there again. */
  goal: { block: string | null; turn: number };
  /** A block of the letter was clicked. */
  onBlock: (block: string) => void;
};

export function Stage({ look, preview, beside, labels, goal, onBlock }: StageProps) {
  const { ref, width: room } = useWidth<HTMLDivElement>();
  const stage = useRef<HTMLDivElement>(null);
  /** The block that was chosen by a click on it: it is in sight. */
  const here = useRef<string | null>(null);
  const [leads, setLeads] = useState<string | null>(null);
  const two = look.beside !== 'none';
  const plain = look.shape === 'text' || look.shape === 'inbox';
  const width = plain ? WIDTHS.desktop : WIDTHS[look.shape as keyof typeof WIDTHS];
  const place = two ? (room - GAP) / 2 : room;
  const scale = look.zoom === 'fit' && place > 0 && place < width ? place / width : 1;

  const goTo = (at: number) => {
    const box = stage.current;
    const seen = here.current === goal.block;
    here.current = null;
    if (!box || seen) return;
    const { scrollTop, clientHeight } = box;
    if (at < scrollTop || at > scrollTop + clientHeight * 0.7) box.scrollTop = Math.max(0, at - 24);
  };
  const side = { width, scale, shape: look.shape, named: two, goal, onLeads: setLeads };
  const clicked = (block: string) => {
    here.current = block;
    onBlock(block);
  };
  return (
    <div className={styles.room}>
      <div ref={stage} className={styles.stage} tabIndex={0} role="region" aria-label="The letter">
        <div ref={ref}>
          <div className={styles.sides}>
            <Side {...side} letter={preview} label={labels[0]} onBlock={clicked} onGoal={goTo} />
            {two && beside && (
              <Side {...side} letter={beside} label={labels[1]} onBlock={clicked} onGoal={goTo} />
            )}
          </div>
        </div>
      </div>
      {!plain && (
        <p className={styles.leads} data-leads={leads !== null || undefined}>
          {leads ?? 'Click a part to write it. Links say here where they lead, and lead nowhere.'}
        </p>
      )}
    </div>
  );
}
