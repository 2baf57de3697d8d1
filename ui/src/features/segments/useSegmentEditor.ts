/**
 * The state of the editor: what is being edited with its history, what is saved, and the draft that is kept meanwhile.
 * The screen's parts change the tree through `editing`; they know nothing of saving.
 */
import { useCallback, useEffect, useMemo, useState } from 'react';
import type { Draft, Segment } from '../../api';
import { useKeptDraft } from '../../parts/drafts/drafts';
import { begin, formOf, record, redo, undo, type History, type State } from './history/history';
import { toSegment, toTree, type Tree } from './tree';

export type Edited = {
  id: number | null;
  savedName: string;
  saved: Segment;
  draftKey: string;
  draft: Draft | null;
  /** What a new one is called to begin with. */
  startName: string;
};

/** The history of a new one goes with it to the page of its number. */
const handedOver = new Map<string, History>();

export const handOver = (id: number, history: History): void => {
  handedOver.set(String(id), history);
};

function opened({ savedName, saved, draftKey, draft, startName }: Edited): History {
  const start: State = { name: savedName || startName, tree: toTree(saved) };
  if (!draft) return handedOver.get(draftKey) ?? begin(start);
  const now = { name: draft.name, tree: toTree(draft.body as unknown as Segment) };
  return begin(now, [{ state: start, what: 'go on with the draft' }]);
}

export function useSegmentEditor(edited: Edited) {
  const { id, savedName, saved, draftKey } = edited;
  const [history, setHistory] = useState(() => opened(edited));
  const [clean, setClean] = useState(() => formOf({ name: savedName, tree: toTree(saved) }));
  const [said, setSaid] = useState('');
  const { now, past, future } = history;
  const dirty = formOf(now) !== clean;
  // A ready segment that was only looked at is nobody's work yet.
  const unsaved = dirty && past.length > 0;
  const letGo = useKeptDraft(
    { kind: 'segment', key: draftKey, document: id, unsaved, name: now.name, value: now.tree },
    toSegment,
  );

  useEffect(() => {
    handedOver.delete(draftKey);
  }, [draftKey]);

  const say = useCallback((text: string) => {
    // The same words twice would not be read out again.
    setSaid((old) => (old === text ? `${text}\u00a0` : text));
  }, []);
  const change = useCallback((tree: Tree, what: string, key?: string) => {
    const at = Date.now();
    setHistory((h) => record(h, { name: h.now.name, tree }, what, at, key));
  }, []);
  const rename = useCallback((name: string) => {
    const at = Date.now();
    setHistory((h) => record(h, { name, tree: h.now.tree }, 'change the name', at, 'name'));
  }, []);
  const replace = useCallback((state: State, what: string) => {
    setHistory((h) => record(h, state, what, 0));
  }, []);

  const [nextUndo, nextRedo] = [past.at(-1)?.what, future[0]?.what];
  const steps = useMemo(
    () => ({
      undoWhat: nextUndo,
      redoWhat: nextRedo,
      undo: () => {
        setHistory(undo);
        say(nextUndo ? `Undone: ${nextUndo}.` : 'There is nothing to undo.');
      },
      redo: () => {
        setHistory(redo);
        say(nextRedo ? `Done again: ${nextRedo}.` : 'There is nothing to do again.');
      },
    }),
    [nextUndo, nextRedo, say],
  );

  return {
    ...{ history, name: now.name, tree: now.tree, dirty, unsaved, said, say, letGo },
    ...{ change, rename, replace, steps },
    /** Called when what is on screen is saved under this name. */
    isSaved: (name: string, tree: Tree) => {
      setClean(formOf({ name, tree }));
    },
    revert: () => {
      replace({ name: savedName, tree: toTree(saved) }, 'go back to what is saved');
    },
  };
}
