/** What the fields of one kind of block get: its content, and the way to change it as one step of the history. */
import type { BlockContent } from '../../../api';

export type Kind = BlockContent['kind'];
export type ContentOf<K extends Kind> = Extract<BlockContent, { kind: K }>;

export type FieldsProps<K extends Kind> = {
  content: ContentOf<K>;
  /** Typing under one `key` is one step of Undo. */
  onChange: (content: ContentOf<K>, key?: string) => void;
};
