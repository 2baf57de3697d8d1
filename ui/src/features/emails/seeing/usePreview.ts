/**
 * Asks for the preview: one question at a time, and after each answer the newest one; what was asked meanwhile is
 * passed over. So the letter follows whoever types as fast as the core answers, in order, and never falls behind.
 */
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { call, commands, type Email, type Sight } from '../../../api';

export function usePreview(email: Email, sight: Sight | null) {
  // The same sight made anew is not another question.
  const key = JSON.stringify(sight);
  const wanted = useMemo(() => ({ email, sight: JSON.parse(key) as Sight | null }), [email, key]);
  const [asked, ask] = useState(wanted);
  const query = useQuery({
    queryKey: ['email-preview', asked],
    queryFn: () => call(commands.emailPreview(asked.email, asked.sight as Sight)),
    enabled: asked.sight !== null,
    placeholderData: keepPreviousData,
    gcTime: 30_000,
  });
  if (asked !== wanted && !query.isFetching) ask(wanted);
  return query;
}

export type PreviewQuery = ReturnType<typeof usePreview>;
