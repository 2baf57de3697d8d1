/**
 * Everything that the seeing half of the desk shows: how one looks, who reads, and the letters that come of it. The
 * email, the reader and the selected block are the desk's; the rest is this half's own.
 */
import { useState } from 'react';
import { useDesk } from '../desk/desk';
import { useReaders } from '../queries';
import { besideOf, sightOf, useLook } from './look';
import { usePreview } from './usePreview';

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
  const other = look.other ?? step?.next ?? step?.previous ?? null;
  const preview = usePreview(email, sight);
  const beside = usePreview(email, besideOf(look, sight, other));

  const read = (to: number | null | undefined) => {
    if (to == null) return;
    setPerson(to);
    setLook({ asMadeUp: false });
  };
  const force = (block: string | null, choice: string | null) => {
    if (block === null) {
      setLook({ head: choice });
      return;
    }
    const rest = Object.entries(look.forced).filter(([other]) => other !== block);
    setLook({ forced: Object.fromEntries(choice === null ? rest : [...rest, [block, choice]]) });
  };
  return {
    ...{ email, look, setLook, readers, reader, preview, beside, read, force },
    segment,
    among: (to: number | null) => {
      setSegment(to);
      setPerson(null);
    },
    search: (text: string) => {
      setLook({ search: text });
      setPerson(null);
    },
    selected,
    select,
  };
}

export type Seen = ReturnType<typeof useSeeing>;
