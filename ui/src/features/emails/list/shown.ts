/** Which of the saved emails are shown, and in which order. Plain values; the list is short enough to sift at each key. */
import type { EmailStarter, EmailSummary } from '../../../api';

export type EmailOrder = 'changed' | 'name';

const words = (search: string) => search.toLocaleLowerCase().split(/\s+/).filter(Boolean);

/** Every word must occur in the name or the subject. */
export function shownOf(
  all: EmailSummary[],
  search: string,
  order: EmailOrder,
  archive: boolean,
): EmailSummary[] {
  const asked = words(search);
  const fits = (e: EmailSummary) => {
    const text = `${e.name} ${e.subject}`.toLocaleLowerCase();
    return e.archived === archive && asked.every((w) => text.includes(w));
  };
  const by = (a: EmailSummary, b: EmailSummary) =>
    order === 'changed' ? b.updated_at - a.updated_at : 0;
  return all.filter(fits).sort((a, b) => by(a, b) || a.name.localeCompare(b.name));
}

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
