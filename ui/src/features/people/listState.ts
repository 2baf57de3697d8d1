/**
 * What the list was showing, so that it is found again after a look at somebody, and so that "next person"
 * means the next of that list. It lives as long as the window and is not saved.
 */
import type { PeopleQuery } from '../../api';

export type ListState = { query: PeopleQuery; at: number };

export const FIRST_QUERY: PeopleQuery = { text: '', sort: 'last_order', descending: true };

let kept: ListState = { query: FIRST_QUERY, at: 0 };

export const listState = (): ListState => kept;

export function keepListState(change: Partial<ListState>): void {
  kept = { ...kept, ...change };
}
