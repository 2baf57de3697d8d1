/** A list of saved documents with folders, an archive, search and choice. Start at `Arranged`. */
export { Arranged, type RowAt } from './Arranged';
export { byName, changedLast } from './kept';
export { RowBox, useRowGrip } from './RowEnds';
