/**
 * Asks for the preview: one question at a time, and after each answer the newest one; what was asked meanwhile is
 * passed over. So the letter follows whoever types as fast as the core answers, in order, and never falls behind.
 */
import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useMemo, useState } from 'react';
import { call, commands, type Email, type Sight } from '../../../api';

/** Emails by number: the same one is the same question, and it need not be read through to see that. */
const numbers = new WeakMap<Email, number>();
let last = 0;

function numberOf(email: Email): number {
  const known = numbers.get(email);
  if (known !== undefined) return known;
  last += 1;
  numbers.set(email, last);
  return last;
}

const question = (email: Email, sight: Sight | null) => ({
  queryKey: ['email-preview', numberOf(email), sight],
  queryFn: () => call(commands.emailPreview(email, sight as Sight)),
  gcTime: 30_000,
});

export function usePreview(email: Email, sight: Sight | null) {
  // The same sight made anew is not another question.
  const key = JSON.stringify(sight);
  const wanted = useMemo(() => ({ email, sight: JSON.parse(key) as Sight | null }), [email, key]);
  const [asked, ask] = useState(wanted);
  const query = useQuery({
    ...question(asked.email, asked.sight),
    enabled: asked.sight !== null,
    placeholderData: keepPreviousData,
  });
  if (asked !== wanted && !query.isFetching) ask(wanted);
  return query;
}

/** How long nobody typed or stepped on before the next reader is asked for. */
const QUIET_MS = 120;

/** Has the answers to these ready, so that a step to the next reader waits for nothing. */
export function usePreviewAhead(email: Email, sights: (Sight | null)[]): void {
  const client = useQueryClient();
  const key = JSON.stringify(sights);
  useEffect(() => {
    const timer = setTimeout(() => {
      for (const sight of JSON.parse(key) as (Sight | null)[]) {
        // What could not be had ahead is asked again when it is wanted, and said then.
        if (sight) void client.prefetchQuery({ ...question(email, sight), staleTime: Infinity });
      }
    }, QUIET_MS);
    return () => {
      clearTimeout(timer);
    };
  }, [client, email, key]);
}

export type PreviewQuery = ReturnType<typeof usePreview>;
