/** Loads what the editor needs (the saved segment or a starter, and the shop's vocabulary) and opens it. */
import { useQuery } from '@tanstack/react-query';
import { call, commands, type Segment } from '../../api';
import { ErrorNote, Loading, Page } from '../../parts';
import { Editor } from './Editor';
import { givenIn } from './given';
import { useVocabularyQuery, VocabularyPlace } from './vocabulary';

const EVERYONE: Segment = { version: 1, root: { type: 'group', match: 'all', children: [] } };

/**
 * `id` is a saved segment's number, or null for a new one; `start` is the name of a starter, or a definition that
 * another room gave.
 */
export function EditorPage({ id, start }: { id: number | null; start: string | null }) {
  const given = givenIn(start);
  const words = useVocabularyQuery();
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
  const error = words.error ?? saved.error ?? starters.error;
  if (error) return <Page>{<ErrorNote error={error} title="The segment cannot be opened" />}</Page>;
  const loading =
    !words.data || (id !== null && !saved.data) || (start !== null && !given && !starters.data);
  if (loading) return <Page>{<Loading label="Opening the segment" />}</Page>;
  const starter = starters.data?.find((s) => s.name === start);
  const segment =
    (saved.data?.body as Segment | undefined) ?? given ?? starter?.definition ?? EVERYONE;
  const key = id === null ? `new:${start ?? ''}` : String(id);
  return (
    <VocabularyPlace value={words.data}>
      <Editor
        key={key}
        id={id}
        draftKey={key}
        savedName={saved.data?.name ?? ''}
        saved={segment}
        startName={starter?.name ?? ''}
      />
    </VocabularyPlace>
  );
}
