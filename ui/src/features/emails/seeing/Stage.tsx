/**
 * Where the letter stands, or two of them side by side. Both lie in one scrolling place, so they move together; it
 * keeps its place while letters come and go, and goes to a block that is chosen elsewhere.
 */
import { useElementSize } from '@mantine/hooks';
import { useEffect, useRef } from 'react';
import type { EmailPreview } from '../../../api';
import { Side, type SideLetter } from './Side';
import { WIDTHS, type Look } from './look';
import { placeOf } from './measure';
import { useLaidOut } from './useLaidOut';
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
};

export function Stage({ look, preview, beside, labels, goal }: StageProps) {
  const { ref, width: room } = useElementSize();
  const stage = useRef<HTMLDivElement>(null);
  const two = look.beside !== 'none';
  const plain = look.shape === 'text' || look.shape === 'inbox';
  const width = plain ? WIDTHS.desktop : WIDTHS[look.shape as keyof typeof WIDTHS];
  const place = two ? (room - GAP) / 2 : room;
  const scale = look.zoom === 'fit' && place > 0 && place < width ? place / width : 1;
  const left = useLaidOut(plain ? null : preview.frame, width);
  const right = useLaidOut(plain || !beside ? null : beside.frame, width);

  const words = preview.blocks.find((b) => b.id === goal.block)?.words ?? '';
  useEffect(() => {
    const box = stage.current;
    if (!box || plain || words === '') return;
    const top = placeOf(preview.frame, width, words);
    if (top === null) return;
    const [at, { scrollTop, clientHeight }] = [top * scale, box];
    if (at < scrollTop || at > scrollTop + clientHeight * 0.7) box.scrollTop = Math.max(0, at - 24);
    // Only when another block is the goal, not whenever the letter changes.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [goal.block, goal.turn]);

  const side = (letter: EmailPreview, label: string, measured: SideLetter['measured']) => ({
    ...{ letter, label, measured, width, scale, shape: look.shape, named: two },
  });
  return (
    <div ref={stage} className={styles.stage} tabIndex={0} role="region" aria-label="The letter">
      <div ref={ref}>
        <div className={styles.sides}>
          <Side {...side(preview, labels[0], left)} />
          {two && beside && <Side {...side(beside, labels[1], right)} />}
        </div>
      </div>
    </div>
  );
}
