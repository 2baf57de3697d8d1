/**
 * Mantine in our clothes. Every colour it shows is one of our tokens (tokens.css), so light and dark come
 * from one place and a Mantine part looks like one of ours. The colour lists below only exist because
 * Mantine wants ten shades; what is seen is decided by the variables and the variant resolver.
 */
import {
  createTheme,
  defaultVariantColorsResolver,
  type CSSVariablesResolver,
  type MantineColorsTuple,
  type VariantColorsResolver,
} from '@mantine/core';

const shades = (hex: string) => Array<string>(10).fill(hex) as unknown as MantineColorsTuple;

const TONES = ['accent', 'amber', 'brick'] as const;
type Tone = (typeof TONES)[number];

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
        radius: 'var(--radius-large)',
        overlayProps: { color: 'var(--shade)', backgroundOpacity: 1 },
      },
    },
    Menu: { defaultProps: { shadow: 'md', withinPortal: true } },
    Tooltip: { defaultProps: { openDelay: 350, withArrow: false } },
    Notification: { defaultProps: { withBorder: true } },
  },
});

/** The same map for both schemes: our tokens change underneath, Mantine's names stay. */
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
  for (const tone of TONES) {
    const name = `--mantine-color-${tone}`;
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
