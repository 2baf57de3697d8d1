import { describe, expect, it } from 'vitest';
import { ApiError, call } from '.';

describe('call', () => {
  it('gives the data of an answer', async () => {
    await expect(call(Promise.resolve({ status: 'ok', data: [1, 2] }))).resolves.toEqual([1, 2]);
  });

  it('gives null and zero as they are', async () => {
    await expect(call(Promise.resolve({ status: 'ok', data: null }))).resolves.toBeNull();
    await expect(call(Promise.resolve({ status: 'ok', data: 0 }))).resolves.toBe(0);
  });

  it('throws the host’s code and sentence', async () => {
    const error = { code: 'not_found', message: 'There is no person 7.' };
    const failure = await call(Promise.resolve({ status: 'error', error })).catch(
      (e: unknown) => e,
    );
    expect(failure).toBeInstanceOf(ApiError);
    expect(failure).toMatchObject(error);
  });

  it('turns a refused command (a bare string) into an ApiError', async () => {
    const failure = call(Promise.reject(new Error('ipc gone')));
    await expect(failure).rejects.toMatchObject({ name: 'ApiError', code: 'no_host' });
    const refused = Promise.resolve({ status: 'error' as const, error: 'sync not allowed.' });
    await expect(call(refused)).rejects.toMatchObject({
      code: 'host',
      message: 'sync not allowed.',
    });
  });
});
