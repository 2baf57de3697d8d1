/** A number of days, at least one. */
import { NumberInput } from '@mantine/core';

type Props = { label: string; value: number; onChange: (days: number) => void };

export function DaysField({ label, value, onChange }: Props) {
  return (
    <NumberInput
      label={label}
      suffix={value === 1 ? ' day' : ' days'}
      min={1}
      max={3650}
      allowDecimal={false}
      clampBehavior="strict"
      value={value}
      onChange={(days) => {
        const whole = Number(days);
        if (Number.isInteger(whole) && whole >= 1 && whole <= 3650) onChange(whole);
      }}
    />
  );
}
