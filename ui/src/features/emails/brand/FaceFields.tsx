/** The typefaces: those that mail programs have, each shown in itself. */
import { Select } from '@mantine/core';
import type { Typeface } from '../../../api';
import type { BrandPart } from './BrandDialog';
import { FACES, lookOf } from './look';
import styles from './brand.module.css';

const CHOICES = (Object.keys(FACES) as Typeface[]).map((value) => ({
  value,
  label: FACES[value].label,
}));

export function FaceFields({ draft, set }: BrandPart) {
  const look = lookOf(draft);
  const face = (label: string, key: 'heading_face' | 'text_face') => (
    <Select
      size="xs"
      label={label}
      data={CHOICES}
      allowDeselect={false}
      value={look[key]}
      styles={{ input: { fontFamily: FACES[look[key]].stack } }}
      renderOption={({ option }) => (
        <span style={{ fontFamily: FACES[option.value as Typeface].stack }}>{option.label}</span>
      )}
      onChange={(value) => {
        if (value) set({ [key]: value as Typeface });
      }}
    />
  );
  return (
    <section className={styles.part}>
      <h3>Typefaces</h3>
      <div className={styles.colours}>
        {face('Headings', 'heading_face')}
        {face('Text', 'text_face')}
      </div>
    </section>
  );
}
