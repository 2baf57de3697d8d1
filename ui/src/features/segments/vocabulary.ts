/** What can be asked in this shop, for every token of the editor: fetched once, given down by context. */
import { useQuery } from '@tanstack/react-query';
import { createContext, use } from 'react';
import { call, commands, type Field, type FieldOffer, type Vocabulary } from '../../api';

export const useVocabularyQuery = () =>
  useQuery({
    queryKey: ['segments', 'vocabulary'],
    queryFn: () => call(commands.segmentVocabulary()),
  });

const Words = createContext<Vocabulary | null>(null);

export const VocabularyPlace = Words.Provider;

export function useVocabulary(): Vocabulary {
  const words = use(Words);
  if (!words) throw new Error('A condition was drawn outside the editor.');
  return words;
}

export const fieldKey = (field: Field): string =>
  typeof field === 'string' ? field : `custom:${field.custom}`;

export function offerOf(words: Vocabulary, field: Field): FieldOffer {
  const known = words.fields.find((f) => fieldKey(f.field) === fieldKey(field));
  const label = typeof field === 'string' ? field : field.custom;
  return known ?? { field, label, kind: 'text', values: [] };
}
