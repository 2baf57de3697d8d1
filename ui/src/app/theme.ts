/**
 * Mantine in our clothes. Every colour it shows is one of our tokens (tokens.css), so light and dark come
 * from one place and a Mantine part looks like one of ours. The colour lists below only exist because
 * Mantine wants ten shades; what is seen is decided by the variables (variables.ts) and the variant resolver.
 */
import {
  createTheme,
  defaultVariantColorsResolver,
  type MantineColorsTuple,
  type VariantColorsResolver,
} from '@mantine/core';
import { TONES, type Tone } from './variables';

const shades = (hex: string) => Array<string>(10).fill(hex) as unknown as MantineColorsTuple;

const isTone = (color: string): color is Tone => (TONES as readonly string[]).includes(color);

const variantColorResolver: VariantColorsResolver = (input) => {
  const tone = input.color ?? input.theme.primaryColor;
  if (!isTone(tone)) return defaultVariantColorsResolver(input);
  const main = `var(--${tone})`;
  const quiet = { background: 'transparent', color: main, border: '1px solid transparent' };
  switch (input.variant) {
    case 'filled':
      return {
        background: main,
        hover: `var(--${tone}-strong)`,
        color: `var(--on-${tone})`,
        border: '1px solid transparent',
      };
    case 'light':
      return {
        background: `var(--${tone}-soft)`,
        hover: `color-mix(in srgb, var(--${tone}-soft), ${main} 10%)`,
        color: main,
        border: '1px solid transparent',
      };
    case 'outline':
      return { ...quiet, hover: `var(--${tone}-soft)`, border: `1px solid ${main}` };
    case 'subtle':
      return { ...quiet, hover: `var(--${tone}-soft)` };
    default:
      return defaultVariantColorsResolver(input);
  }
};

export const theme = createTheme({
  primaryColor: 'accent',
  primaryShade: 6,
  colors: { accent: shades('#1f5240'), amber: shades('#855000'), brick: shades('#963626') },
  variantColorResolver,
  fontFamily: 'var(--font-text)',
  headings: { fontFamily: 'var(--font-head)', fontWeight: '560' },
  defaultRadius: 'var(--radius)',
  focusRing: 'auto',
  cursorType: 'pointer',
  respectReducedMotion: true,
  components: {
    Button: { defaultProps: { size: 'sm' } },
    ActionIcon: { defaultProps: { variant: 'subtle' } },
    Modal: {
      defaultProps: {
        centered: true,
        closeButtonProps: { 'aria-label': 'Close' },
        radius: 'var(--radius-large)',
        overlayProps: { color: 'var(--shade)', backgroundOpacity: 1 },
      },
    },
    // Without the placeholder: a menu may hold nothing but its entries, and the first of them gets the focus.
    Menu: {
      defaultProps: { shadow: 'md', withinPortal: true, withInitialFocusPlaceholder: false },
    },
    Tooltip: { defaultProps: { openDelay: 350, withArrow: false } },
    Notification: {
      defaultProps: { withBorder: true, closeButtonProps: { 'aria-label': 'Close this notice' } },
    },
    Badge: { defaultProps: { color: 'accent', variant: 'light', tt: 'none', fw: 550 } },
    Checkbox: { defaultProps: { iconColor: 'var(--on-accent)' } },
    Radio: { defaultProps: { iconColor: 'var(--on-accent)' } },
  },
});
