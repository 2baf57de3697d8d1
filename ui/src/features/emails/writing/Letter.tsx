/**
 * The written email: how the inbox announces it, and the letter itself, edited where it stands and looking like what
 * is sent. Blocks are dragged by their grips, or moved with Alt and an arrow.
 */
import { DragPlace } from '../../../parts/dragging/DragPlace';
import type { Dragging } from '../../../parts/dragging/dragging';
import { letterStyle } from '../brand/look';
import { MistakesAsked } from '../checks/Mistakes';
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

export function Letter() {
  return (
    <MistakesAsked>
      <div className={styles.writing}>
        <Inbox />
        <Canvas />
        <AddMenu />
      </div>
    </MistakesAsked>
  );
}

/** The letter of the desk it stands on. */
export function Canvas() {
  const letter = useLetter();
  const brand = useBrand();
  const dragging: Dragging<string, Spot> = {
    mayGo: (id, spot) => mayGo(letter.blocks, id, spot),
    spotWords: (spot) => placeWords(letter.blocks, spot),
    move: letter.place,
    help: HELP,
  };
  return (
    <DragPlace dragging={dragging}>
      <div className={styles.letter} style={letterStyle(brand.data)}>
        <BlockList list={ROOT} blocks={letter.blocks} label="Blocks" />
      </div>
    </DragPlace>
  );
}
