/** Bytes as kilobytes, rounded up: what counts is whether a limit is passed. */
import { count } from '../../format';

export const size = (bytes: number): string => `${count(Math.ceil(bytes / 1024))} KB`;
