/** The core's currencies and zones as a person would look for them: "EUR · Euro", "Europe/Berlin (UTC+1)". */
import type { ZoneChoice } from '../../api';

type Option = { value: string; label: string };

/** `present` stays choosable even where the list does not know it. */
export function currencyOptions(codes: string[], present: string): Option[] {
  const names = new Intl.DisplayNames('en-GB', { type: 'currency' });
  return withPresent(codes, present).map((value) => {
    const name = names.of(value) ?? value;
    return { value, label: name === value ? value : `${value} · ${name}` };
  });
}

export function zoneOptions(zones: ZoneChoice[], present: string): Option[] {
  const offsets = new Map(zones.map(({ name, offset }) => [name, offset]));
  return withPresent([...offsets.keys()], present).map((value) => {
    const offset = offsets.get(value);
    const place = value.replaceAll('_', ' ');
    return { value, label: offset === undefined ? place : `${place} (${utc(offset)})` };
  });
}

/** This machine's own zone, where the core knows it by that name. */
export function machineZone(zones: ZoneChoice[]): string | null {
  const { timeZone } = new Intl.DateTimeFormat().resolvedOptions();
  return zones.some(({ name }) => name === timeZone) ? timeZone : null;
}

/** 60 is UTC+1, -210 is UTC−3:30. */
export function utc(minutes: number): string {
  if (minutes === 0) return 'UTC';
  const whole = Math.abs(minutes);
  const rest = whole % 60 === 0 ? '' : `:${String(whole % 60).padStart(2, '0')}`;
  return `UTC${minutes < 0 ? '−' : '+'}${String(Math.floor(whole / 60))}${rest}`;
}

function withPresent(values: string[], present: string): string[] {
  return values.includes(present) ? values : [present, ...values];
}
