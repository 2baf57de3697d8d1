/** Everybody a finding is so for, twenty at a time, each with what they would read. */
import { Button, Loader, UnstyledButton } from '@mantine/core';
import { useState } from 'react';
import { count } from '../../../format';
import { ErrorNote } from '../../../parts';
import { usePeopleOf } from './useChecks';
import styles from './checks.module.css';

const PAGE = 20;

type Props = { id: number; ran: number; finding: string; onSee: (person: number) => void };

export function AllPeople({ id, ran, finding, onSee }: Props) {
  const [offset, setOffset] = useState(0);
  const found = usePeopleOf(id, finding, offset, ran);
  const page = found.data;
  if (found.error) return <ErrorNote error={found.error} onRetry={() => void found.refetch()} />;
  if (!page) return <Loader size="sm" aria-label="Reading who" />;
  return (
    <div
      className={styles.all}
      onClick={(event) => {
        event.stopPropagation();
      }}
    >
      <ul aria-label="People" aria-busy={found.isFetching}>
        {page.people.map((p) => (
          <li key={p.person}>
            <UnstyledButton
              className={styles.person}
              onClick={() => {
                onSee(p.person);
              }}
            >
              <bdi>{p.name}</bdi>
              <span>{p.reads}</span>
            </UnstyledButton>
          </li>
        ))}
      </ul>
      {page.total > PAGE && (
        <div className={styles.pages}>
          <Button
            size="compact-sm"
            variant="subtle"
            disabled={offset === 0}
            onClick={() => {
              setOffset(Math.max(0, offset - PAGE));
            }}
          >
            Before
          </Button>
          <span>
            {count(offset + 1)}–{count(Math.min(offset + PAGE, page.total))} of {count(page.total)}
          </span>
          <Button
            size="compact-sm"
            variant="subtle"
            disabled={offset + PAGE >= page.total}
            onClick={() => {
              setOffset(offset + PAGE);
            }}
          >
            After
          </Button>
        </div>
      )}
    </div>
  );
}
