/** What surrounds a word that was added to a phrase: how it is taken out again, and whether it opens by itself. */
import { createContext } from 'react';

export type TokenPlace = {
  /** Takes the word out: offered in its popover, and by Backspace on the word. */
  remove: () => void;
  /** It was just added and opens by itself, once. */
  fresh: boolean;
  /** It was closed again. */
  closed: () => void;
};

/** Of a word that stands there already and can be taken out. */
export const placeFor = (remove: () => void): TokenPlace => ({
  remove,
  fresh: false,
  closed: () => undefined,
});

export const AddedPlace = createContext<TokenPlace | null>(null);

/** When a word is gone, the focus goes to the phrase's last word, from where more is added. */
export function keepFocus(word: HTMLElement | null): void {
  const phrase = word?.closest('[data-phrase]');
  setTimeout(() => {
    if (word?.isConnected) return;
    const words = phrase?.querySelectorAll<HTMLElement>('[data-token]');
    words?.[words.length - 1]?.focus();
  }, 40);
}
