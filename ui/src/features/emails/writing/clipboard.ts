/**
 * A block that was copied, to be put into this email or another one of the same shop. It stays in the window: what a
 * block says of segments and pictures means nothing elsewhere.
 */
import { useSyncExternalStore } from 'react';
import type { EmailBlock } from '../../../api';

export type Copied = { shop: string; block: EmailBlock };

let copied: Copied | null = null;
const told = new Set<() => void>();

export function copyBlock(shop: string, block: EmailBlock): void {
  copied = { shop, block };
  for (const tell of told) tell();
}

/** Only in the shop where it was copied. */
export const copiedIn = (shop: string): EmailBlock | null =>
  copied?.shop === shop ? copied.block : null;

const listen = (tell: () => void) => {
  told.add(tell);
  return () => {
    told.delete(tell);
  };
};

export const useCopied = (shop: string): EmailBlock | null =>
  useSyncExternalStore(listen, () => copiedIn(shop));
