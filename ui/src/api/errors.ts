/**
 * What went wrong, as the host says it: a stable code for the program and one sentence for a person.
 * Everything that fails behind the door becomes an ApiError, so that a room has one kind of failure
 * to show. It deliberately does not translate or shorten the host's sentence.
 */
export type HostError = { code: string; message: string };

export class ApiError extends Error {
  readonly code: string;

  constructor({ code, message }: HostError) {
    super(message);
    this.name = 'ApiError';
    this.code = code;
  }

  static from(cause: unknown): ApiError {
    if (cause instanceof ApiError) return cause;
    if (isHostError(cause)) return new ApiError(cause);
    if (typeof cause === 'string' && cause !== '') {
      return new ApiError({ code: 'host', message: cause });
    }
    if (!hasHost()) {
      return new ApiError({
        code: 'no_host',
        message: 'This page runs outside the Regulars window, so there is no shop behind it.',
      });
    }
    if (cause instanceof Error) return new ApiError({ code: 'host', message: cause.message });
    return new ApiError({ code: 'host', message: 'Regulars could not do that.' });
  }
}

/** Is there a Tauri host behind this page? False in a plain browser and in most tests. */
export function hasHost(): boolean {
  return '__TAURI_INTERNALS__' in window;
}

function isHostError(value: unknown): value is HostError {
  if (typeof value !== 'object' || value === null) return false;
  const { code, message } = value as Partial<HostError>;
  return typeof code === 'string' && typeof message === 'string';
}
