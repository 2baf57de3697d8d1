import { ApiError } from './errors';

/** How tauri-specta answers: the command ran and gave data, or it says in words why not. */
export type Answer<T, E = unknown> = { status: 'ok'; data: T } | { status: 'error'; error: E };

/**
 * Turns a command's answer into its data, or throws an ApiError, which is what TanStack Query wants.
 * It deliberately does not retry, cache or log: the query client does the first two, the host the third.
 */
export async function call<T, E>(answer: Promise<Answer<T, E>>): Promise<T> {
  let settled: Answer<T, E>;
  try {
    settled = await answer;
  } catch (cause) {
    throw ApiError.from(cause);
  }
  if (settled.status === 'error') throw ApiError.from(settled.error);
  return settled.data;
}
