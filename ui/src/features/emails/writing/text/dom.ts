/**
 * Between what is saved (text or the small HTML of a text block, with Liquid) and what the browser edits (the same with
 * chips). Only the few tags of a text block ever enter the window's document, without any attribute but a link's
 * address; the core judges again what of it may stay (emails/rich.rs).
 */
import { labelOf, pieces, valueOf } from './liquid';

export type Mode = 'rich' | 'line';

const KEPT = new Set(['P', 'DIV', 'B', 'STRONG', 'I', 'EM', 'U', 'A', 'BR', 'UL', 'OL', 'LI']);
const GONE = new Set(['SCRIPT', 'STYLE', 'TEMPLATE', 'HEAD', 'TITLE', 'META', 'LINK', 'NOSCRIPT']);
/** Keeps the cursor out of a chip; never saved. */
const STOP = '\u200b';

export const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
const quoted = (text: string): string => escaped(text).replaceAll('"', '&quot;');

/** A chip as HTML; behind it a place for the cursor. */
export function chipHtml(code: string): string {
  const value = valueOf(code);
  const label = value ? labelOf(value.name) : code.replace(/\s+/g, ' ');
  const said = value?.fallback ? ` <i>or “${escaped(value.fallback)}”</i>` : '';
  const kind = value ? 'value' : 'code';
  return `<span data-chip="${kind}" data-liquid="${quoted(code)}" contenteditable="false">${escaped(label)}${said}</span>${STOP}`;
}

const withChips = (text: string): string =>
  pieces(text)
    .map((p) => (p.liquid ? chipHtml(p.text) : escaped(p.text)))
    .join('');

/** The HTML that the browser is given to edit. */
export function toDom(value: string, mode: Mode): string {
  if (mode === 'line') return withChips(value.replace(/\s*\n\s*/g, ' '));
  return cleaned(value, withChips);
}

/** The small HTML of whatever HTML it was: of another program's clipboard, too. */
export const pasted = (html: string): string => cleaned(html, escaped);

function cleaned(html: string, words: (text: string) => string): string {
  const page = new DOMParser().parseFromString(html, 'text/html');
  return [...page.body.childNodes].map((node) => markup(node, words)).join('');
}

function markup(node: Node, words: (text: string) => string): string {
  if (node instanceof Text) return words(node.data);
  if (!(node instanceof Element) || GONE.has(node.tagName)) return '';
  const inner = [...node.childNodes].map((child) => markup(child, words)).join('');
  const tag = node.tagName.toLowerCase();
  if (tag === 'br') return '<br>';
  if (!KEPT.has(node.tagName))
    return /^H[1-6]$/.test(node.tagName) ? `<p><b>${inner}</b></p>` : inner;
  if (tag !== 'a') return `<${tag}>${inner}</${tag}>`;
  const href = node.getAttribute('href') ?? '';
  return harmless(href) ? `<a href="${quoted(href)}">${inner}</a>` : inner;
}

export const harmless = (address: string): boolean =>
  /^(?:https?:|mailto:|tel:|\{\{)/i.test(address.trim());

const plain = (text: string) => text.replaceAll(STOP, '').replaceAll('\u00a0', ' ');

/** What is saved of what the browser holds. */
export function fromDom(box: Element, mode: Mode): string {
  if (mode === 'line') return words(box).replace(/\s*\n\s*/g, ' ');
  return [...box.childNodes].map(saved).join('');
}

function words(node: Node): string {
  if (node instanceof Text) return plain(node.data);
  if (!(node instanceof Element)) return '';
  const code = node.getAttribute('data-liquid');
  return code ?? [...node.childNodes].map(words).join('');
}

const NAMES: Record<string, string> = { div: 'p', strong: 'b', em: 'i' };

function saved(node: Node): string {
  if (node instanceof Text) return escaped(plain(node.data));
  if (!(node instanceof Element)) return '';
  const code = node.getAttribute('data-liquid');
  if (code !== null) return escaped(code);
  const inner = [...node.childNodes].map(saved).join('');
  if (node.tagName === 'BR') return '<br>';
  if (!KEPT.has(node.tagName)) return inner;
  const own = node.tagName.toLowerCase();
  const tag = NAMES[own] ?? own;
  // A browser puts a list into the paragraph it was made of.
  if (tag === 'p' && node.querySelector('p, ul, ol, div')) return inner;
  if (tag !== 'a') return `<${tag}>${inner}</${tag}>`;
  return `<a href="${quoted(node.getAttribute('href') ?? '')}">${inner}</a>`;
}

/** Nothing to read in it. */
export const isEmptyText = (value: string): boolean =>
  value
    .replace(/<[^>]*>/g, '')
    .replaceAll('&nbsp;', ' ')
    .trim() === '';
