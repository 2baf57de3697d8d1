/**
 * Everything that the seeing half of the desk shows: how one looks, who reads, and the letters that come of it. The
 * email, the reader and the selected block are the desk's; the rest is this half's own.
 *
 * The letters come first (`letter`, `other`). What stands around them (`seen`) may follow a moment later, so that it
 * never keeps a letter waiting for whoever types.
 */
import { useCallback, useDeferredValue, useMemo, useState } from 'react';
import { useDesk } from '../desk/desk';
import { useReaders, useReadersAhead } from '../queries';
import { besideOf, sightOf, useLook } from './look';
import { usePreview, usePreviewAhead } from './usePreview';

export function useSeeing() {
  const { id, email, person, setPerson, segment, setSegment, selected, select } = useDesk();
  const [look, setLook] = useLook(id);
  // Whoever is opened from elsewhere (a finding of the check) reads, made up or not.
  const [before, setBefore] = useState(person);
  if (person !== before) {
    setBefore(person);
    if (person !== null && look.asMadeUp) setLook({ asMadeUp: false });
  }
  const readers = useReaders(look.search, segment, person);
  const step = readers.data;
  const reader = person ?? step?.person?.id ?? null;
  const sight = sightOf(look, reader);
  const right = look.other ?? step?.next ?? step?.previous ?? null;
  const preview = usePreview(email, sight);
  const beside = usePreview(email, besideOf(look, sight, right));
  // Who is read next or was read before waits already.
  const near = look.asMadeUp ? [] : [step?.next ?? null, step?.previous ?? null];
  usePreviewAhead(
    email,
    near.map((other) => (other === null ? null : sightOf(look, other))),
  );
  useReadersAhead(look.search, segment, near);

  const read = useCallback(
    (to: number | null | undefined) => {
      if (to == null) return;
      setPerson(to);
      setLook({ asMadeUp: false });
    },
    [setPerson, setLook],
  );
  const calmEmail = useDeferredValue(email);
  const calmLetter = useDeferredValue(preview.data);
  const { error, refetch } = readers;
  const seen = useMemo(
    () => ({
      ...{ email: calmEmail, look, setLook, reader, read, segment, selected, select },
      readers: { data: step, error, refetch },
      preview: { data: calmLetter },
      force: (block: string | null, choice: string | null) => {
        if (block === null) {
          setLook({ head: choice });
          return;
        }
        const rest = Object.entries(look.forced).filter(([other]) => other !== block);
        setLook({
          forced: Object.fromEntries(choice === null ? rest : [...rest, [block, choice]]),
        });
      },
      among: (to: number | null) => {
        setSegment(to);
        setPerson(null);
      },
      search: (text: string) => {
        setLook({ search: text });
        setPerson(null);
      },
    }),
    // prettier-ignore
    [calmEmail, look, setLook, reader, read, segment, selected, select, step, error, refetch, calmLetter, setSegment, setPerson],
  );
  return { seen, preview, beside, nobody: step?.total === 0 };
}

export type Seen = ReturnType<typeof useSeeing>['seen'];
