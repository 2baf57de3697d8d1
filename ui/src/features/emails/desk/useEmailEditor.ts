/**
 * The state of the desk: the email with its history, what is saved, and the draft that is kept meanwhile. The parts
 * change the email through the desk's context; they know nothing of saving.
 */
import { useCallback, useMemo, useState } from 'react';
import type { Draft, Email, SavedEmail } from '../../../api';
import { useKeptDraft } from '../../../parts/drafts/drafts';
import { begin, record, redo, undo, type History } from '../../../parts/history/history';
import type { Change } from './desk';

export type State = { name: string; email: Email };

const same = (a: State, b: State): boolean =>
  a.name.trim() === b.name.trim() && JSON.stringify(a.email) === JSON.stringify(b.email);

const asIs = (email: Email): Email => email;

function opened(saved: SavedEmail, draft: Draft | null): History<State> {
  const start: State = { name: saved.name, email: saved.email };
  if (!draft) return begin(start);
  const now = { name: draft.name, email: draft.body as unknown as Email };
  return begin(now, [{ state: start, what: 'go on with the draft' }]);
}

export function useEmailEditor(saved: SavedEmail, draft: Draft | null) {
  const [history, setHistory] = useState(() => opened(saved, draft));
  const [clean, setClean] = useState<State>(() => ({ name: saved.name, email: saved.email }));
  // When what we began from was saved: another time later means that somebody else saved it.
  const [base, setBase] = useState(saved.updated_at);
  const [said, setSaid] = useState('');
  const { now, past, future } = history;
  const dirty = useMemo(() => !same(now, clean), [now, clean]);
  const letGo = useKeptDraft(
    {
      kind: 'email',
      key: String(saved.id),
      document: saved.id,
      unsaved: dirty,
      name: now.name,
      value: now.email,
    },
    asIs,
  );

  const say = useCallback((text: string) => {
    // The same words twice would not be read out again.
    setSaid((old) => (old === text ? `${text}\u00a0` : text));
  }, []);
  const step = useCallback((next: (now: State) => State, what: string, key?: string) => {
    const at = Date.now();
    setHistory((h) => {
      const then = next(h.now);
      return then === h.now ? h : record(h, { now: then, what, at, key }, same);
    });
  }, []);
  const change = useCallback<Change>(
    (email, what, key) => {
      step(
        (s) => {
          const next = typeof email === 'function' ? email(s.email) : email;
          return next === s.email ? s : { ...s, email: next };
        },
        what,
        key,
      );
    },
    [step],
  );
  const rename = useCallback(
    (name: string) => {
      step((s) => ({ ...s, name }), 'change the name', 'name');
    },
    [step],
  );
  const replace = useCallback(
    (state: State, what: string) => {
      step(() => state, what);
    },
    [step],
  );

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
    ...now,
    ...{ dirty, base, said, say, change, rename, replace, steps, letGo },
    /** What is on the disk now is this. */
    isSaved: (state: State, at: number) => {
      setClean(state);
      setBase(at);
    },
    revert: () => {
      replace(clean, 'go back to what is saved');
    },
  };
}
