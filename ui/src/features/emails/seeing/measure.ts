/**
 * How tall a letter is at a width, and where its blocks begin. The frame that is looked at is sealed so well that this
 * window cannot ask it; so a copy without anything active (only what shapes the page is kept) is laid out in a hidden
 * frame that runs no script and reaches no network either.
 */
const SHELL =
  '<!doctype html><html><head><meta http-equiv="Content-Security-Policy" content="default-src \'none\'; style-src \'unsafe-inline\'; img-src data:"></head><body></body></html>';

export type Measured = {
  height: number;
  /** Pictures are still being read, so that it may grow. */
  growing: boolean;
};

const DROPPED =
  'script, iframe, frame, object, embed, form, base, link, meta, svg, video, audio, template';
const KEPT =
  /^(id|class|style|width|height|align|valign|dir|lang|colspan|rowspan|cellpadding|cellspacing|border|bgcolor|hidden|role|src|alt)$/i;

/** What shapes the page, and nothing else. */
export function inert(html: string): Document {
  const page = new DOMParser().parseFromString(html, 'text/html');
  for (const element of page.querySelectorAll(DROPPED)) element.remove();
  for (const element of page.querySelectorAll('*')) {
    for (const { name, value } of [...element.attributes]) {
      const source = name === 'src' && !(element.tagName === 'IMG' && value.startsWith('data:'));
      if (!KEPT.test(name) || source) element.removeAttribute(name);
    }
  }
  return page;
}

let ruler: HTMLIFrameElement | null = null;

function frame(): HTMLIFrameElement {
  if (ruler?.isConnected) return ruler;
  ruler = document.createElement('iframe');
  ruler.setAttribute('sandbox', 'allow-same-origin');
  ruler.setAttribute('aria-hidden', 'true');
  ruler.tabIndex = -1;
  ruler.title = 'For measuring';
  ruler.srcdoc = SHELL;
  ruler.style.cssText =
    'position:fixed;left:-9999px;top:0;height:1px;border:0;visibility:hidden;pointer-events:none';
  document.body.append(ruler);
  return ruler;
}

function laid(html: string, width: number): Document | null {
  const place = frame();
  const page = place.contentDocument;
  // Before its own page is there, an empty one stands in its place.
  if (page?.readyState !== 'complete' || page.URL !== 'about:srcdoc') return null;
  place.style.width = `${String(width)}px`;
  page.replaceChild(page.adoptNode(inert(html).documentElement), page.documentElement);
  return page;
}

/** Lays a letter out; null while the hidden frame is not ready. */
export function layOut(html: string, width: number): Measured | null {
  const page = laid(html, width);
  return (
    page && {
      height: Math.ceil(page.documentElement.scrollHeight),
      growing: [...page.images].some((image) => !image.complete),
    }
  );
}

/** Where a block begins, by the words it begins with; null where they cannot be found. */
export function placeOf(html: string, width: number, words: string): number | null {
  const page = laid(html, width);
  const element = page && beginning(page, words);
  return element ? element.getBoundingClientRect().top : null;
}

/** The innermost element that begins with these words. */
export function beginning(page: Document, words: string): Element | null {
  const wanted = squeezed(words.replace(/…$/, ''));
  if (wanted === '') return null;
  let found: Element | null = null;
  for (const element of page.body.querySelectorAll('*')) {
    const outside = found !== null && !found.contains(element);
    if (outside) break;
    if (squeezed(element.textContent).startsWith(wanted)) found = element;
  }
  return found;
}

// Plain text writes a list or a link a little differently; letters and digits are the same.
const squeezed = (text: string): string => text.replace(/[^\p{L}\p{N}]+/gu, '').slice(0, 40);
