/**
 * The page within the frame: how a letter gets there, how tall it is, where its blocks and links lie. The frame may run
 * nothing and load nothing: its sandbox allows no script and no form, its policy no load, and only inert elements are
 * put there. It shares this window's origin for one reason, to be written and measured from here.
 */
import { inert } from './inert';
import { morph } from './morph';

export const SHELL =
  "<!doctype html><html><head><meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; img-src data:; form-action 'none'; base-uri 'none'\"></head><body></body></html>";

/** In pixels of the letter. */
export type Box = { left: number; top: number; width: number; height: number };
export type LinkSpot = Box & { words: string; leads: string };

/** The frame's page, once its own shell is there. */
export function pageOf(frame: HTMLIFrameElement | null): Document | null {
  const page = frame?.contentDocument;
  // Before its own page is there, an empty one stands in its place.
  return page?.readyState === 'complete' && page.URL === 'about:srcdoc' ? page : null;
}

/** Puts the letter there. */
export function put(page: Document, html: string): void {
  morph(page.documentElement, inert(html).documentElement);
}

export const tall = (page: Document): number =>
  Math.ceil(Math.max(page.documentElement.offsetHeight, page.body.offsetHeight));

/** Pictures are still being read, so that it may grow. */
export const growing = (page: Document): boolean =>
  [...page.images].some((image) => !image.complete);

/** Where a block lies; null where this reader does not get it. */
export function blockBox(page: Document, block: string): Box | null {
  const id = CSS.escape(block);
  const found = page.querySelectorAll(`[data-block="${id}"], [data-block^="${id}/"]`);
  let box: Box | null = null;
  for (const element of found) box = around(box, boxOf(element));
  return box;
}

/** The block that lies there; what stands in a shared block is that block. */
export function blockAt(page: Document, x: number, y: number): string | null {
  const block = page.elementFromPoint(x, y)?.closest('[data-block]')?.getAttribute('data-block');
  return block?.split('/')[0] ?? null;
}

/** Every link, as large as what it is made of. */
export function linkSpots(page: Document): LinkSpot[] {
  return [...page.querySelectorAll('a[data-leads]')].flatMap((link) => {
    let box: Box | null = null;
    for (const element of [link, ...link.querySelectorAll('img')])
      box = around(box, boxOf(element));
    if (!box || box.width < 1 || box.height < 1) return [];
    const said = link.textContent.trim() || link.querySelector('img')?.getAttribute('alt') || '';
    const words = said.replace(/\s+/g, ' ').slice(0, 80) || 'without words';
    return [{ ...box, words, leads: link.getAttribute('data-leads') ?? '' }];
  });
}

function boxOf(element: Element): Box {
  const { left, top, width, height } = element.getBoundingClientRect();
  return { left, top, width, height };
}

function around(one: Box | null, two: Box): Box {
  if (!one || one.width === 0 || one.height === 0) return two;
  if (two.width === 0 || two.height === 0) return one;
  const [left, top] = [Math.min(one.left, two.left), Math.min(one.top, two.top)];
  const right = Math.max(one.left + one.width, two.left + two.width);
  const bottom = Math.max(one.top + one.height, two.top + two.height);
  return { left, top, width: right - left, height: bottom - top };
}
