/** Where a mail program cuts a line: what of a text fits into a width, in the letters that program sets it in. */

let brush: CanvasRenderingContext2D | null | undefined;

/** Pixels that a text takes; letters are guessed where nothing can be measured. */
export function widthOf(text: string, font: string): number {
  brush ??=
    typeof CanvasRenderingContext2D === 'undefined'
      ? null
      : document.createElement('canvas').getContext('2d');
  if (!brush) return text.length * 7;
  brush.font = font;
  return brush.measureText(text).width;
}

/** What stands there before the "…"; the whole text where all of it fits. */
export function fitting(
  text: string,
  width: number,
  measure: (text: string) => number,
): { shown: string; cut: boolean } {
  if (measure(text) <= width) return { shown: text, cut: false };
  const letters = [...text];
  let [low, high] = [0, letters.length];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (measure(`${letters.slice(0, middle).join('').trimEnd()}…`) <= width) low = middle;
    else high = middle - 1;
  }
  return { shown: `${letters.slice(0, low).join('').trimEnd()}…`, cut: true };
}

/** The last few letters that can still be read, to name the place of the cut. */
export function lastWords(shown: string): string {
  const words = shown.replace(/…$/, '').trim().split(/\s+/);
  return words.slice(-2).join(' ');
}
