/**
 * Asking the host about experiments. A saved one is a document; its body is what experiment_readout reads.
 * Nothing is computed here.
 */
import { useQuery, type UseQueryResult } from '@tanstack/react-query';
import { call, commands, type Document, type Experiment, type Reading } from '../../api';

export type Saved = { document: Document; reading: Reading };

export function bodyOf(document: Document): Experiment {
  // The host judges each body by the experiment's schema before it stores it.
  return document.body as unknown as Experiment;
}

export function useExperiments(): UseQueryResult<Document[]> {
  return useQuery({
    queryKey: ['experiments'],
    queryFn: () => call(commands.documentsList('experiment')),
  });
}

export function useSaved(id: number): UseQueryResult<Saved> {
  return useQuery({
    queryKey: ['experiments', id],
    queryFn: async () => {
      const document = await call(commands.documentGet('experiment', id));
      return { document, reading: await call(commands.experimentReadout(bodyOf(document))) };
    },
  });
}

export function save(id: number | null, name: string, experiment: Experiment): Promise<Document> {
  return call(commands.documentSave('experiment', id, name, experiment as never));
}

/** The same results with other planned shares. */
export function withPlanned(experiment: Experiment, planned: number[]): Experiment {
  return {
    ...experiment,
    variants: experiment.variants.map((variant, i) => ({
      ...variant,
      planned: planned[i] ?? variant.planned,
    })),
  };
}
