/**
 * What can be asked of rows, each as a sentence with places in it: "{verb} {object} {compare}". The window and what
 * else the rows must be come after it.
 */
import type { What } from '../../../../api';
import type { Given } from './always';
import { BOUGHT } from './readingsBought';
import { DONE } from './readingsDone';

export const GIVEN: Record<What, Given[]> = { ...BOUGHT, ...DONE };
