/** Mistakes in Liquid and MJML at the part in which they stand, each with what is wrong and where. */
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useMemo, type ReactNode } from 'react';
import { call, commands } from '../../../api';
import { useDesk } from '../desk/desk';
import { MistakesPlace, useMistakes } from './mistakes';
import styles from './checks.module.css';

/** Asks after each pause in typing, under the key of the source view. */
export function MistakesAsked({ children }: { children: ReactNode }) {
  const { email } = useDesk();
  const [settled] = useDebouncedValue(email, 400);
  const source = useQuery({
    queryKey: ['email-source', settled],
    queryFn: () => call(commands.emailSource(settled)),
    placeholderData: keepPreviousData,
    gcTime: 30_000,
  });
  const problems = source.data?.problems;
  const all = useMemo(() => problems ?? [], [problems]);
  return <MistakesPlace value={all}>{children}</MistakesPlace>;
}

export function Mistakes({ block }: { block: string | null }) {
  const mistakes = useMistakes(block);
  if (mistakes.length === 0) return null;
  return (
    <ul className={styles.mistakes} role="status" aria-label="Mistakes here">
      {mistakes.map((m) => (
        <li key={m.sentence}>{m.sentence}</li>
      ))}
    </ul>
  );
}
