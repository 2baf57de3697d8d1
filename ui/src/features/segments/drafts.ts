/**
 * What is not saved yet, kept in the shop's file a moment after each change, so that neither leaving the editor nor a
 * crash loses it. The calls go one after the other: a draft that was let go must not come back by an older call.
 */
import { useCallback, useEffect, useRef } from 'react';
import { call, commands, type Draft, type Segment } from '../../api';
import { toSegment, type Tree } from './tree';

const QUIET_MS = 250;

let line: Promise<unknown> = Promise.resolve();

function next<T>(work: () => Promise<T>): Promise<T> {
  const result = line.then(work);
  line = result.catch(() => undefined);
  return result;
}

export const DRAFTS = ['segments', 'drafts'];

export const listDrafts = (): Promise<Draft[]> => next(() => call(commands.draftsList('segment')));

export const keepDraft = (draft: {
  key: string;
  document: number | null;
  name: string;
  body: Segment;
}): Promise<null> =>
  next(() =>
    call(commands.draftKeep('segment', draft.key, draft.document, draft.name, draft.body)),
  );

export const dropDraft = (key: string): Promise<null> =>
  next(() => call(commands.draftDiscard('segment', key)));

/** A key for a new segment that no other draft has. */
export const newKey = (): string =>
  `new-${Date.now().toString(36)}-${Math.random().toString(36).slice(2, 7)}`;

/** Where a draft is gone on with. */
export const draftHref = (draft: Draft): string =>
  draft.document === null
    ? `/segments/draft/${encodeURIComponent(draft.key)}`
    : `/segments/${String(draft.document)}`;

/**
 * Keeps what is edited while `unsaved`, and lets go of it when it is not any more. Answers with the way to let go at
 * once, for whoever saves or throws away and leaves.
 */
export function useKeptDraft(
  key: string,
  document: number | null,
  unsaved: boolean,
  name: string,
  tree: Tree,
): () => Promise<unknown> {
  const kept = useRef(false);
  const waiting = useRef<(() => void) | null>(null);
  useEffect(() => {
    if (!unsaved) {
      waiting.current = null;
      if (kept.current) void dropDraft(key).catch(() => undefined);
      kept.current = false;
      return;
    }
    const keep = () => {
      waiting.current = null;
      kept.current = true;
      // Nothing to say to the person: the next change tries again, and saving tells what is wrong.
      void keepDraft({ key, document, name, body: toSegment(tree) }).catch(() => undefined);
    };
    waiting.current = keep;
    const timer = setTimeout(keep, QUIET_MS);
    return () => {
      clearTimeout(timer);
    };
  }, [key, document, unsaved, name, tree]);
  useEffect(
    () => () => {
      waiting.current?.();
    },
    [],
  );
  return useCallback(() => {
    waiting.current = null;
    kept.current = false;
    return dropDraft(key);
  }, [key]);
}
