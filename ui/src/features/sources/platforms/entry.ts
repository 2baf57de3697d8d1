/**
 * What a platform's form asks for at this moment, and what of it is still missing. The fields come from the
 * core; nothing here knows a platform by name.
 */
import type { EntryField } from '../../../api';

/** By field name, secrets apart: they are never kept with the rest. */
export type Entered = { words: Record<string, string>; secrets: Record<string, string> };

export const NOTHING_ENTERED: Entered = { words: {}, secrets: {} };

export function shownFields(fields: EntryField[], { words }: Entered): EntryField[] {
  return fields.filter(({ kind }) => {
    if (kind === 'stand_in') return false;
    return kind !== 'plain_http' || asksForPlainHttp(fields, words);
  });
}

export function isComplete(fields: EntryField[], entered: Entered): boolean {
  return shownFields(fields, entered).every(({ name, kind, required }) => {
    const given = kind === 'secret' ? entered.secrets[name] : entered.words[name];
    return !required || (given ?? '').trim() !== '';
  });
}

/** What of it is sent: an allowance that is not asked for any more is not given. */
export function sent(fields: EntryField[], entered: Entered): Entered {
  const shown = shownFields(fields, entered);
  const asked = (name: string) =>
    fields.find((f) => f.name === name)?.kind !== 'plain_http' ||
    shown.some((f) => f.name === name);
  return {
    words: Object.fromEntries(Object.entries(entered.words).filter(([name]) => asked(name))),
    secrets: entered.secrets,
  };
}

function asksForPlainHttp(fields: EntryField[], words: Record<string, string>): boolean {
  return fields.some(({ kind, name }) => kind === 'address' && isOpenHttp(words[name] ?? ''));
}

/** Plain http to another machine: a matter to be asked about. To this one it is nobody's business. */
function isOpenHttp(address: string): boolean {
  const typed = address.trim().toLowerCase();
  return (
    typed.startsWith('http://') &&
    !/^http:\/\/([^/]*\.)?(localhost|127\.\d+\.\d+\.\d+|\[::1\])(:|\/|$)/.test(typed)
  );
}
