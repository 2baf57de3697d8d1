/** The four colours, and whether words in them can be read (WCAG 2: at least 4.5 to 1). */
import { ColorInput } from '@mantine/core';
import type { BrandPart } from './BrandDialog';
import { contrast, lookOf, onColour } from './look';
import styles from './brand.module.css';

const COLOURS = [
  { key: 'accent', label: 'Buttons and links' },
  { key: 'ink', label: 'Words' },
  { key: 'paper', label: 'The letter' },
  { key: 'ground', label: 'Around it' },
] as const;

const ENOUGH = 4.5;

export function ColourFields({ draft, set }: BrandPart) {
  const look = lookOf(draft);
  const pairs = [
    { what: 'Words on the letter', ratio: contrast(look.ink, look.paper) },
    { what: 'Links on the letter', ratio: contrast(look.accent, look.paper) },
    { what: 'Words on buttons', ratio: contrast(onColour(look.accent), look.accent) },
    { what: 'Words around it', ratio: contrast(look.ink, look.ground) },
  ];
  return (
    <section className={styles.part}>
      <h3>Colours</h3>
      <div className={styles.colours}>
        {COLOURS.map(({ key, label }) => (
          <ColorInput
            key={key}
            size="xs"
            label={label}
            format="hex"
            value={look[key]}
            onChange={(value) => {
              set({ [key]: value });
            }}
          />
        ))}
      </div>
      <ul className={styles.pairs} aria-label="Contrast">
        {pairs.map(({ what, ratio }) => (
          <li key={what} data-poor={(ratio ?? 0) < ENOUGH || undefined}>
            <span>{what}</span>
            <span>
              {ratio === null
                ? 'not a colour'
                : `${ratio.toFixed(1)} to 1, ${ratio >= ENOUGH ? 'reads well' : 'hard to read'}`}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
