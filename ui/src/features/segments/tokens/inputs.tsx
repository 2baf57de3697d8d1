/** The boxes that a number is typed into: an amount in the shop's currency, a percentage, stars, or a plain number. */
import { NumberInput, Rating } from '@mantine/core';
import { digitsOf, scaleOf, type Unit } from '../words';

type FigureProps = {
  name: string;
  /** Minor units for amounts. */
  value: number;
  unit: Unit;
  onChange: (value: number) => void;
  min: number;
  /** Takes the focus when the popover opens. */
  first: boolean;
};

export function Figure({ name, value, unit, onChange, min, first }: FigureProps) {
  if ('stars' in unit) {
    return (
      <Rating
        aria-label={name}
        value={value}
        size="lg"
        color="var(--amber)"
        getSymbolLabel={(n) => (n === 1 ? '1 star' : `${String(n)} stars`)}
        onChange={onChange}
      />
    );
  }
  const scale = scaleOf(unit);
  return (
    <NumberInput
      aria-label={name}
      value={value / scale}
      onChange={(v) => {
        if (typeof v === 'number') onChange(Math.round(v * scale));
      }}
      decimalScale={digitsOf(unit)}
      min={min}
      max={'percent' in unit ? 100 : 1e9}
      clampBehavior="strict"
      thousandSeparator=","
      {...('currency' in unit ? { suffix: ` ${unit.currency}` } : {})}
      {...('percent' in unit ? { suffix: '%' } : {})}
      {...(first ? { 'data-autofocus': true } : {})}
      flex={1}
    />
  );
}

type WholeProps = {
  name: string;
  value: number;
  onChange: (value: number) => void;
  min: number;
  max: number;
  first?: boolean;
};

/** A whole number: of days, weeks, the how-manieth. */
export function Whole({ name, value, onChange, min, max, first }: WholeProps) {
  return (
    <NumberInput
      aria-label={name}
      value={value}
      min={min}
      max={max}
      allowDecimal={false}
      clampBehavior="strict"
      {...(first ? { 'data-autofocus': true } : {})}
      flex={1}
      onChange={(v) => {
        if (typeof v === 'number') onChange(v);
      }}
    />
  );
}

export function Percent(props: { value: number; max: number; onChange: (v: number) => void }) {
  return <Whole name="Percent" min={1} first {...props} />;
}
