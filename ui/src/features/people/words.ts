/** What codes of the core are called in this room. */
import type { ConsentState, EmailEventKind, ListedPerson } from '../../api';
import type { PillTone } from '../../parts';

export const CONSENT: Record<ConsentState, { label: string; tone: PillTone }> = {
  subscribed: { label: 'Subscribed', tone: 'good' },
  unsubscribed: { label: 'Unsubscribed', tone: 'bad' },
  pending: { label: 'Not confirmed', tone: 'attention' },
  cleaned: { label: 'Bounces', tone: 'bad' },
};

export const EMAIL_EVENT: Record<EmailEventKind, string> = {
  sent: 'Was sent',
  opened: 'Opened',
  clicked: 'Clicked in',
  bounced: 'Did not receive (bounced)',
  complained: 'Marked as spam',
  unsubscribed: 'Unsubscribed from',
};

/** How it was agreed to, as it is said. */
export function method(code: string): string {
  const known: Record<string, string> = {
    single_opt_in: 'signed up',
    double_opt_in: 'signed up and confirmed',
    unknown: 'not known how',
  };
  return known[code] ?? code.replaceAll('_', ' ');
}

const regions = new Intl.DisplayNames('en-GB', { type: 'region', fallback: 'code' });
const languages = new Intl.DisplayNames('en-GB', { type: 'language', fallback: 'code' });

export function country(code: string | null): string | null {
  return named(regions, code);
}

export function language(code: string | null): string | null {
  return named(languages, code);
}

/** Whatever they can be called by, best first. */
export function calledBy(
  p: Pick<ListedPerson, 'name' | 'email'> & { number: string | null },
): string {
  return p.name ?? (p.number === null ? null : `Customer ${p.number}`) ?? p.email ?? 'No name';
}

function named(names: Intl.DisplayNames, code: string | null): string | null {
  if (code === null || code === '') return null;
  try {
    return names.of(code) ?? code;
  } catch {
    return code;
  }
}
