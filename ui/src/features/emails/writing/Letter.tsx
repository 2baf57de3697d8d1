/**
 * The written email: how the inbox announces it, and the letter itself, edited where it stands and looking like what
 * is sent. Blocks are dragged by their grips, or moved with Alt and an arrow.
 */
import { memo, useMemo } from 'react';
import { DragPlace } from '../../../parts/dragging/DragPlace';
import type { Dragging } from '../../../parts/dragging/dragging';
import { letterStyle } from '../brand/look';
import { MistakesAsked } from '../checks/Mistakes';
import { useDesk, useDeskNow } from '../desk/desk';
import { useBrand } from '../queries';
import { AddMenu } from './AddMenu';
import { BlockList } from './BlockList';
import { ROOT, type Spot } from './blocks';
import { Inbox } from './Inbox';
import { mayGo, placeWords } from './moves';
import { useLetter } from './useLetter';
import styles from './letter.module.css';

const HELP =
  'Drag with the mouse, or press Alt with an arrow key: up and down move it, right puts it into the columns beside it, left takes it out of its column.';

export const Letter = memo(function Letter() {
  return (
    <MistakesAsked>
      <div className={styles.writing}>
        <Inbox />
        <Canvas />
        <AddMenu />
      </div>
    </MistakesAsked>
  );
});

/** The letter of the desk it stands on. */
export function Canvas() {
  const letter = useLetter();
  const now = useDeskNow();
  const brand = useBrand();
  const dragging = useMemo<Dragging<string, Spot>>(
    () => ({
      mayGo: (id, spot) => mayGo(now().email.blocks, id, spot),
      spotWords: (spot) => placeWords(now().email.blocks, spot),
      move: letter.place,
      help: HELP,
    }),
    [now, letter],
  );
  return (
    <DragPlace dragging={dragging}>
      <div className={styles.letter} style={letterStyle(brand.data)}>
        <Blocks />
      </div>
    </DragPlace>
  );
}

/** By itself: only it is drawn anew when the email changes, and of its blocks only those that did. */
const Blocks = () => <BlockList list={ROOT} blocks={useDesk().email.blocks} label="Blocks" />;
