/** The drafts of segments: which they are, and where each is gone on with. The keeping is in parts/drafts. */
import type { Draft, Segment } from '../../api';
import * as drafts from '../../parts/drafts/drafts';

export { newKey } from '../../parts/drafts/drafts';

export const DRAFTS = ['segments', 'drafts'];

export const listDrafts = (): Promise<Draft[]> => drafts.listDrafts('segment');

export const keepDraft = (draft: drafts.Keep & { body: Segment }): Promise<null> =>
  drafts.keepDraft('segment', draft);

export const dropDraft = (key: string): Promise<null> => drafts.dropDraft('segment', key);

/** Where a draft is gone on with. */
export const draftHref = (draft: Draft): string =>
  draft.document === null
    ? `/segments/draft/${encodeURIComponent(draft.key)}`
    : `/segments/${String(draft.document)}`;
