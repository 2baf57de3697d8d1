/**
 * What every part of the desk shares: the email that is written, the way to change it, the block that is selected and
 * who reads. A part changes the email only by `change`, so that every change can be undone and is kept as a draft.
 */
import { createContext, use } from 'react';
import type { Email } from '../../../api';

export type LeftTab = 'write' | 'check' | 'languages' | 'source';

export type Change = (
  email: Email | ((now: Email) => Email),
  /** The change in words, as it stands at Undo: "remove a block". */
  what: string,
  /** Changes under one key in quick succession (typing) are one step. */
  key?: string,
) => void;

export type Desk = {
  /** The saved email's number. */
  id: number;
  name: string;
  email: Email;
  change: Change;
  /** A block's or a variant's id. */
  selected: string | null;
  select: (block: string | null) => void;
  tab: LeftTab;
  openTab: (tab: LeftTab) => void;
  /** Who reads the preview: a person's number, or nobody chosen yet; and among whom. */
  person: number | null;
  setPerson: (person: number | null) => void;
  segment: number | null;
  setSegment: (segment: number | null) => void;
  /** Says something to screen readers. */
  say: (text: string) => void;
};

export const Place = createContext<Desk | null>(null);
export const NowPlace = createContext<(() => Desk) | null>(null);
export const SelectedPlace = createContext<string | null>(null);

const outside = () => new Error('A part of the email was drawn outside its desk.');

export function useDesk(): Desk {
  const desk = use(Place);
  if (!desk) throw outside();
  return desk;
}

/** For whoever only acts: the desk as it is when it is asked. Whoever asks is not drawn anew by a change. */
export function useDeskNow(): () => Desk {
  const now = use(NowPlace);
  if (!now) throw outside();
  return now;
}

export const useSelected = (): string | null => use(SelectedPlace);
