/** Loads what the editor needs (the saved segment or a starter, and the shop's vocabulary) and opens it. */
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { call, commands, type Segment, type Vocabulary } from '../../api';
import { ErrorNote, Loading, Page } from '../../parts';
import { DRAFTS, listDrafts, newKey } from './drafts';
import { Editor } from './Editor';
import { givenIn } from './given';
import { useVocabularyQuery, VocabularyPlace } from './vocabulary';

const EVERYONE: Segment = { version: 2, root: { type: 'group', match: 'all', children: [] } };

/**
 * `id` is a saved segment's number, or null for a new one; `start` is the name of a starter, or a definition that
 * another room gave; `draft` the key of a new one that was not saved.
 */
export type EditorPageProps = { id: number | null; start: string | null; draft?: string };

export function EditorPage({ id, start, draft }: EditorPageProps) {
  const [ownKey] = useState(newKey);
  const given = givenIn(start);
  const words = useVocabularyQuery();
  const drafts = useQuery({ queryKey: DRAFTS, queryFn: listDrafts, staleTime: 0 });
  const saved = useQuery({
    queryKey: ['segments', 'document', id],
    queryFn: () => call(commands.documentGet('segment', id ?? 0)),
    enabled: id !== null,
  });
  const starters = useQuery({
    queryKey: ['segments', 'starters'],
    queryFn: () => call(commands.segmentStarters()),
    enabled: start !== null && !given,
  });
  const error = words.error ?? saved.error ?? starters.error ?? drafts.error;
  if (error) return <Page>{<ErrorNote error={error} title="The segment cannot be opened" />}</Page>;
  const loading =
    !words.data ||
    !drafts.isFetchedAfterMount ||
    (id !== null && !saved.data) ||
    (start !== null && !given && !starters.data);
  if (loading) return <Page>{<Loading label="Opening the segment" />}</Page>;
  const starter = starters.data?.find((s) => s.name === start);
  const segment =
    (saved.data?.body as Segment | undefined) ?? given ?? starter?.definition ?? EVERYONE;
  const key = id === null ? (draft ?? ownKey) : String(id);
  return (
    <VocabularyPlace value={offered(words.data, id)}>
      <Editor
        key={key}
        id={id}
        draftKey={key}
        draft={drafts.data?.find((d) => d.key === key) ?? null}
        savedName={saved.data?.name ?? ''}
        saved={segment}
        startName={starter?.name ?? ''}
      />
    </VocabularyPlace>
  );
}

/** Neither the segment itself is offered as a condition, nor one that leads back to it. */
function offered(words: Vocabulary, own: number | null): Vocabulary {
  const fits = (s: Vocabulary['segments'][number]) =>
    s.id !== own && (own === null || !s.leads_to.includes(own));
  return { ...words, segments: words.segments.filter(fits) };
}
