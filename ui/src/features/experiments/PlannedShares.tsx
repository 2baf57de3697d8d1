/** The planned share of each variant, to be corrected when it was not an even split. The core checks it anew. */
import { Button, Group, NumberInput } from '@mantine/core';
import { useState } from 'react';
import type { Experiment } from '../../api';
import { withPlanned } from './experiments';

export type PlannedSharesProps = {
  experiment: Experiment;
  onChange: (changed: Experiment) => void;
};

export function PlannedShares({ experiment, onChange }: PlannedSharesProps) {
  const { variants } = experiment;
  const whole = variants.reduce((sum, v) => sum + (v.planned ?? 0), 0);
  const [shares, setShares] = useState(() =>
    variants.map((v) => Math.round(((v.planned ?? 0) / whole) * 1000) / 10),
  );
  const sensible = shares.every((share) => share > 0);
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        onChange(withPlanned(experiment, shares));
      }}
    >
      <Group align="flex-end" gap="md">
        {variants.map((variant, i) => (
          <NumberInput
            key={variant.name}
            label={variant.name}
            value={shares[i] ?? 0}
            min={0}
            max={100}
            suffix=" %"
            decimalScale={1}
            w={150}
            onChange={(value) => {
              setShares(shares.map((old, at) => (at === i ? Number(value) : old)));
            }}
          />
        ))}
        <Button type="submit" variant="outline" disabled={!sensible}>
          Check again
        </Button>
      </Group>
    </form>
  );
}
