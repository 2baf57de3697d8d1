/** How the shop's letters look, for what is drawn in the window: the same values the core writes into the email. */
import type { CSSProperties } from 'react';
import type { Brand, Typeface } from '../../../api';

export const FACES: Record<Typeface, { label: string; stack: string }> = {
  sans: { label: 'Helvetica, Arial', stack: '"Helvetica Neue", Helvetica, Arial, sans-serif' },
  serif: { label: 'Georgia', stack: 'Georgia, "Times New Roman", serif' },
  wide: { label: 'Verdana', stack: 'Verdana, Geneva, sans-serif' },
  friendly: {
    label: 'Trebuchet',
    stack: '"Trebuchet MS", "Lucida Grande", "Lucida Sans Unicode", sans-serif',
  },
  bookish: { label: 'Palatino', stack: '"Palatino Linotype", "Book Antiqua", Palatino, serif' },
  typewriter: { label: 'Courier', stack: '"Courier New", Courier, monospace' },
};

export type Look = Required<
  Pick<Brand, 'accent' | 'ground' | 'paper' | 'ink' | 'heading_face' | 'text_face'>
>;

export const lookOf = (brand: Brand | undefined): Look => ({
  accent: brand?.accent ?? '#1f5240',
  ground: brand?.ground ?? '#f3ecdf',
  paper: brand?.paper ?? '#fffdf8',
  ink: brand?.ink ?? '#25211b',
  heading_face: brand?.heading_face ?? 'serif',
  text_face: brand?.text_face ?? 'sans',
});

/** As CSS variables for a letter's element. */
export function letterStyle(brand: Brand | undefined): CSSProperties {
  const look = lookOf(brand);
  return {
    '--letter-accent': look.accent,
    '--letter-on-accent': onColour(look.accent),
    '--letter-ground': look.ground,
    '--letter-paper': look.paper,
    '--letter-ink': look.ink,
    '--letter-heading': FACES[look.heading_face].stack,
    '--letter-text': FACES[look.text_face].stack,
  } as CSSProperties;
}

function channels(hex: string): number[] | null {
  if (!/^#[0-9a-f]{6}$/i.test(hex)) return null;
  return [1, 3, 5].map((i) => Number.parseInt(hex.slice(i, i + 2), 16) / 255);
}

/** WCAG 2's relative luminance, 0 to 1; null for what is no colour. */
export function luminance(hex: string): number | null {
  const rgb = channels(hex);
  if (!rgb) return null;
  const [r = 0, g = 0, b = 0] = rgb.map((c) =>
    c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4,
  );
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

/** WCAG 2's contrast ratio, 1 to 21; null for what is no colour. */
export function contrast(a: string, b: string): number | null {
  const [one, other] = [luminance(a), luminance(b)];
  if (one === null || other === null) return null;
  return (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);
}

/** White or nearly black, whichever reads better on it. */
export const onColour = (ground: string): string =>
  (contrast(ground, '#ffffff') ?? 21) >= (contrast(ground, '#1a1a1a') ?? 0) ? '#ffffff' : '#1a1a1a';
