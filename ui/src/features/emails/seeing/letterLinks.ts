/** The links of a letter: what they say, and where they lead. Read from its HTML without showing it. */
export type LetterLink = { words: string; address: string; times: number };

export function links(html: string): LetterLink[] {
  const page = new DOMParser().parseFromString(html, 'text/html');
  const found = new Map<string, LetterLink>();
  for (const a of page.querySelectorAll('a[href]')) {
    const address = a.getAttribute('href') ?? '';
    const said = (a.textContent || a.querySelector('img')?.getAttribute('alt') || '')
      .replace(/\s+/g, ' ')
      .trim();
    const words = said === '' ? '(no words)' : said;
    const key = `${words}\n${address}`;
    const known = found.get(key);
    if (known) known.times += 1;
    else found.set(key, { words, address, times: 1 });
  }
  return [...found.values()];
}

/** What the browser may be asked to open. */
export const opens = (address: string): boolean => /^(https?:\/\/|mailto:)\S+$/i.test(address);
