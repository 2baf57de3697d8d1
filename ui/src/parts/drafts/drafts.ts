/**
 * What is not saved yet, kept in the shop's file a moment after each change, so that neither leaving an editor nor a
 * crash loses it. The calls go one after the other: a draft that was let go must not come back by an older call.
 */
import { useCallback, useEffect, useRef } from 'react';
import { call, commands, type DocumentKind, type Draft } from '../../api';

const QUIET_MS = 250;

let line: Promise<unknown> = Promise.resolve();

function next<T>(work: () => Promise<T>): Promise<T> {
  const result = line.then(work);
  line = result.catch(() => undefined);
  return result;
}

export const listDrafts = (kind: DocumentKind): Promise<Draft[]> =>
  next(() => call(commands.draftsList(kind)));

export type Keep = { key: string; document: number | null; name: string; body: unknown };

export const keepDraft = (kind: DocumentKind, draft: Keep): Promise<null> =>
  next(() => {
    const body = draft.body as Draft['body'];
    return call(commands.draftKeep(kind, draft.key, draft.document, draft.name, body));
  });

export const dropDraft = (kind: DocumentKind, key: string): Promise<null> =>
  next(() => call(commands.draftDiscard(kind, key)));

/** A key for a new document that no other draft has. */
export const newKey = (): string =>
  `new-${Date.now().toString(36)}-${Math.random().toString(36).slice(2, 7)}`;

export type Edited<T> = {
  kind: DocumentKind;
  key: string;
  document: number | null;
  unsaved: boolean;
  name: string;
  value: T;
};

/**
 * Keeps what is edited while `unsaved`, and lets go of it when it is not any more. Answers with the way to let go at
 * once, for whoever saves or throws away and leaves. `toBody` must be the same function always.
 */
export function useKeptDraft<T>(
  { kind, key, document, unsaved, name, value }: Edited<T>,
  toBody: (value: T) => unknown,
): () => Promise<unknown> {
  const kept = useRef(false);
  const waiting = useRef<(() => void) | null>(null);
  useEffect(() => {
    if (!unsaved) {
      waiting.current = null;
      if (kept.current) void dropDraft(kind, key).catch(() => undefined);
      kept.current = false;
      return;
    }
    const keep = () => {
      waiting.current = null;
      kept.current = true;
      // Nothing to say to the person: the next change tries again, and saving tells what is wrong.
      void keepDraft(kind, { key, document, name, body: toBody(value) }).catch(() => undefined);
    };
    waiting.current = keep;
    const timer = setTimeout(keep, QUIET_MS);
    return () => {
      clearTimeout(timer);
    };
  }, [kind, key, document, unsaved, name, value, toBody]);
  useEffect(
    () => () => {
      waiting.current?.();
    },
    [],
  );
  return useCallback(() => {
    waiting.current = null;
    kept.current = false;
    return dropDraft(kind, key);
  }, [kind, key]);
}
