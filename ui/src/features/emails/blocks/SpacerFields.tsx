/** How much room. */
import { NumberInput } from '@mantine/core';
import type { FieldsProps } from './types';

export const SpacerFields = ({ content, onChange }: FieldsProps<'spacer'>) => (
  <NumberInput
    size="xs"
    label="Height in pixels"
    min={4}
    max={120}
    allowDecimal={false}
    value={content.height}
    onChange={(height) => {
      const whole = Number(height);
      if (whole >= 4 && whole <= 120) onChange({ ...content, height: whole }, 'height');
    }}
  />
);
