/** What was not saved yet, kept while the window is open: leaving the editor by any way loses nothing. */
import type { Tree } from './tree';

export type Draft = { name: string; tree: Tree };

const drafts = new Map<string, Draft>();

export const draftOf = (key: string): Draft | undefined => drafts.get(key);

export function keepDraft(key: string, draft: Draft | null): void {
  if (draft) drafts.set(key, draft);
  else drafts.delete(key);
}
