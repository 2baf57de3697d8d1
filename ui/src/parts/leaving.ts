/**
 * One question before whatever would lead away from unsaved work: links, Ctrl+1…9, another shop. A room that holds
 * such work registers how to ask; whoever navigates without a link asks mayLeave() first.
 */
type Ask = () => Promise<boolean>;

let asking: Ask | null = null;

/** Until the answer is called; the newest one asks. */
export function guardLeaving(ask: Ask): () => void {
  asking = ask;
  return () => {
    if (asking === ask) asking = null;
  };
}

export const mayLeave = (): Promise<boolean> => asking?.() ?? Promise.resolve(true);
