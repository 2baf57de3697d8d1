/**
 * Numbers with their noun: "1 person", "2,431 people". The plural is given where it is not simply an s.
 * It knows English only; so does the rest of the window.
 */
import { count } from './numbers';

export function noun(value: number, one: string, many = `${one}s`): string {
  return value === 1 ? one : many;
}

export function plural(value: number, one: string, many?: string): string {
  return `${count(value)} ${noun(value, one, many)}`;
}

export const people = (value: number): string => plural(value, 'person', 'people');

/** "Berlin, Hamburg and Kiel". */
export function list(parts: string[]): string {
  return new Intl.ListFormat('en-GB', { type: 'conjunction' }).format(parts);
}
