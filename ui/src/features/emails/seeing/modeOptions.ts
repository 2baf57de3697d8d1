/** The ways to look at a letter, in words. */
import type { SightPictures, SightScheme } from '../../../api';
import type { Beside } from './look';

type Option<T> = { value: T; label: string; hint?: string };

export const SCHEMES: Option<SightScheme>[] = [
  { value: 'light', label: 'Light' },
  { value: 'dark', label: 'Dark, as the letter says' },
  { value: 'inverted', label: 'Dark, turned round', hint: 'Approximate: some programs do so' },
];

export const PICTURES: Option<SightPictures>[] = [
  { value: 'blocked', label: 'Not loaded', hint: 'Nothing is asked of the web' },
  { value: 'off', label: 'Turned off', hint: 'Only their words, as many programs begin' },
  { value: 'load', label: 'Load them for this email' },
];

export const BESIDES: Option<Beside>[] = [
  { value: 'none', label: 'One letter' },
  { value: 'reader', label: 'Beside another reader' },
  { value: 'variant', label: 'Beside a variant' },
  { value: 'scheme', label: 'Light beside dark' },
];
