/** A subject as a list shows it, and what is said of a letter to begin with. */
import type { EmailStarter } from '../../../api';

/** A subject as somebody reads it of whom nothing is known: fallbacks stand for what is filled in, else an ellipsis. */
export const spoken = (subject: string): string =>
  subject
    .replaceAll(/\{%[^%]*%\}/g, '')
    .replaceAll(
      /\{\{(.*?)\}\}/g,
      (_, inside: string) => /default:\s*'([^']*)'/.exec(inside)?.[1] ?? '…',
    )
    .trim();

/** All that is said of a letter to begin with. */
export const saidOf = (s: EmailStarter): string =>
  [s.name, s.about, s.to, s.occasion_label, ...s.needs.map((n) => n.label)].join(' ');
