/**
 * Mantine's own variables, each set to one of our tokens (tokens.css). The map is the same for light and
 * dark: the tokens change underneath, Mantine's names stay. It names no colour itself.
 */
import type { CSSVariablesResolver } from '@mantine/core';

export const TONES = ['accent', 'amber', 'brick'] as const;
export type Tone = (typeof TONES)[number];

/** Mantine's cool greys said in our warm ones: 0 to 9 as its light scheme uses them, then its dark one. */
const GRAY = 'paper-raised paper-sunk line line line line-strong ink-faint ink-soft ink ink';
const DARK =
  'ink ink-soft ink-faint line-strong line line paper-raised paper paper-sunk paper-sunk';

export const cssVariablesResolver: CSSVariablesResolver = () => {
  const ours: Record<string, string> = {
    '--mantine-color-body': 'var(--paper-raised)',
    '--mantine-color-text': 'var(--ink)',
    '--mantine-color-bright': 'var(--ink)',
    '--mantine-color-dimmed': 'var(--ink-faint)',
    '--mantine-color-placeholder': 'var(--ink-faint)',
    '--mantine-color-anchor': 'var(--accent)',
    '--mantine-color-error': 'var(--brick)',
    '--mantine-color-default': 'var(--paper-raised)',
    '--mantine-color-default-hover': 'var(--paper-sunk)',
    '--mantine-color-default-color': 'var(--ink)',
    '--mantine-color-default-border': 'var(--line)',
    '--mantine-color-disabled': 'var(--paper-sunk)',
    '--mantine-color-disabled-color': 'var(--ink-faint)',
    '--mantine-color-disabled-border': 'var(--line)',
    '--mantine-primary-color-filled': 'var(--accent)',
    '--mantine-primary-color-filled-hover': 'var(--accent-strong)',
    '--mantine-primary-color-contrast': 'var(--on-accent)',
    '--mantine-shadow-md': 'var(--shadow-raised)',
    '--mantine-shadow-xl': 'var(--shadow-raised)',
  };
  for (const [name, tokens] of Object.entries({ gray: GRAY, dark: DARK })) {
    tokens.split(' ').forEach((token, shade) => {
      ours[`--mantine-color-${name}-${String(shade)}`] = `var(--${token})`;
    });
  }
  for (const tone of TONES) {
    const name = `--mantine-color-${tone}`;
    for (let shade = 0; shade < 10; shade++) ours[`${name}-${String(shade)}`] = `var(--${tone})`;
    ours[`${name}-text`] = `var(--${tone})`;
    ours[`${name}-filled`] = `var(--${tone})`;
    ours[`${name}-filled-hover`] = `var(--${tone}-strong)`;
    ours[`${name}-light`] = `var(--${tone}-soft)`;
    ours[`${name}-light-hover`] = `var(--${tone}-soft)`;
    ours[`${name}-light-color`] = `var(--${tone})`;
    ours[`${name}-outline`] = `var(--${tone})`;
  }
  return { variables: {}, light: ours, dark: ours };
};
