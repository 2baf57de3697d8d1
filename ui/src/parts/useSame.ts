/** Keeps handing out the first of arrays with the same members, for those that compare arrays by identity. */
import { useState } from 'react';

export function useSame<T>(list: T[]): T[] {
  const [kept, keep] = useState(list);
  if (kept.length === list.length && kept.every((item, i) => item === list[i])) return kept;
  keep(list);
  return list;
}
