/** A subject as a list shows it, and which of the letters to begin with a search finds. */
import type { EmailStarter } from '../../../api';

const words = (search: string) => search.toLocaleLowerCase().split(/\s+/).filter(Boolean);

/** A subject as somebody reads it of whom nothing is known: fallbacks stand for what is filled in, else an ellipsis. */
export const spoken = (subject: string): string =>
  subject
    .replaceAll(/\{%[^%]*%\}/g, '')
    .replaceAll(
      /\{\{(.*?)\}\}/g,
      (_, inside: string) => /default:\s*'([^']*)'/.exec(inside)?.[1] ?? '…',
    )
    .trim();

/** Every word must occur somewhere in what is said of it. */
export function startersOf(all: EmailStarter[], search: string): EmailStarter[] {
  const asked = words(search);
  return all.filter((s) => {
    const needs = s.needs.map((n) => n.label).join(' ');
    const text = `${s.name} ${s.about} ${s.to} ${s.occasion_label} ${needs}`.toLocaleLowerCase();
    return asked.every((w) => text.includes(w));
  });
}
