/** The way to the next and the previous person of the list that was last looked at: j / k, the arrows, or the signs. */
import { ActionIcon } from '@mantine/core';
import { useHotkeys } from '@mantine/hooks';
import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useLocation } from 'wouter';
import { call, commands } from '../../api';
import { count } from '../../format';
import { listState } from './listState';
import styles from './people.module.css';

export function Turner({ id }: { id: number }) {
  const [, go] = useLocation();
  const { query } = listState();
  const around = useQuery({
    queryKey: ['people', 'neighbours', query, id],
    queryFn: () => call(commands.peopleNeighbours(query, id)),
  });
  const { previous = null, next = null, place = null, total = 0 } = around.data ?? {};
  const turn = (to: number | null) => () => {
    if (to !== null) go(`/people/${String(to)}`, { replace: true });
  };
  useHotkeys([
    ['j', turn(next)],
    ['ArrowRight', turn(next)],
    ['k', turn(previous)],
    ['ArrowLeft', turn(previous)],
  ]);
  return (
    <span className={styles.turn}>
      {place !== null && `${count(place)} of ${count(total)}`}
      <ActionIcon
        aria-label="Previous person (k)"
        disabled={previous === null}
        onClick={turn(previous)}
      >
        <IconChevronLeft size={18} />
      </ActionIcon>
      <ActionIcon aria-label="Next person (j)" disabled={next === null} onClick={turn(next)}>
        <IconChevronRight size={18} />
      </ActionIcon>
    </span>
  );
}
