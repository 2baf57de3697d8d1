/**
 * A definition that another room hands over in the address: /segments/new?definition=<json>. It is moved into
 * the path at once, because with hash addresses a query would stick to every later page, and so that Back leads
 * to it again.
 */
import type { Segment } from '../../api';

/** The definition in the window's query, as text; null when there is none. */
export function definitionInQuery(search: string): string | null {
  return new URLSearchParams(search).get('definition');
}

/** Encoded twice, because the router decodes a path once and stumbles over a lone per cent sign. The empty query clears the old one. */
export function givenPath(definition: string): string {
  return `/segments/new/${encodeURIComponent(encodeURIComponent(definition))}?`;
}

/** The definition that a path's last part holds; null when it is a starter's name or cannot be read. */
export function givenIn(start: string | null): Segment | null {
  if (!start?.startsWith('{')) return null;
  try {
    return JSON.parse(start) as Segment;
  } catch {
    return null;
  }
}
