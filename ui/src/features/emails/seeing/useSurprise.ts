/** The surprising readers one after the other, each with the reason; a new search or segment begins anew. */
import { useState } from 'react';
import { call, commands } from '../../../api';
import { showFailure } from '../../../parts';
import type { Seen } from './useSeeing';

export function useSurprise({ email, look, segment, reader, read }: Seen) {
  const [busy, setBusy] = useState(false);
  const [last, setLast] = useState<{ person: number; reason: string; turn: number } | null>(null);
  const next = async () => {
    setBusy(true);
    try {
      const turn = last ? last.turn + 1 : 0;
      const found = await call(commands.emailSurprising(email, look.search, segment, turn));
      if (found) {
        setLast({ person: found.person, reason: found.reason, turn: found.turn });
        read(found.person);
      }
    } catch (error) {
      showFailure(error);
    } finally {
      setBusy(false);
    }
  };
  return {
    busy,
    next: () => void next(),
    reason: last && last.person === reader ? last.reason : null,
  };
}
