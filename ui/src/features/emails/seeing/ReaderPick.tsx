/** Choosing a reader: search anybody, keep to a segment, step to the one before or after (arrow keys too). */
import { ActionIcon, Autocomplete, Select, Tooltip } from '@mantine/core';
import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react';
import type { ReaderStep } from '../../../api';
import { count, plural } from '../../../format';
import { DateText, Money } from '../../../parts';
import { useSegments } from '../queries';
import styles from './Reader.module.css';

type Props = {
  step: ReaderStep | undefined;
  search: string;
  onSearch: (text: string) => void;
  segment: number | null;
  onSegment: (segment: number | null) => void;
  onPerson: (id: number | null) => void;
};

const EVERYBODY = 'everybody';

export function ReaderPick({ step, search, onSearch, segment, onSegment, onPerson }: Props) {
  const segments = useSegments();
  const person = step?.person;
  return (
    <div className={styles.pick}>
      <Select
        label="Among"
        size="xs"
        data={[
          { value: EVERYBODY, label: 'Everybody' },
          ...(segments.data ?? []).map((s) => ({ value: String(s.id), label: s.name })),
        ]}
        value={segment === null ? EVERYBODY : String(segment)}
        allowDeselect={false}
        onChange={(value) => {
          onSegment(value === null || value === EVERYBODY ? null : Number(value));
        }}
      />
      <Autocomplete
        label="Find a reader"
        size="xs"
        placeholder="Name or address"
        value={search}
        onChange={onSearch}
        data={search === '' ? [] : (step?.first ?? []).map((p) => `${p.name} · ${String(p.id)}`)}
        filter={({ options }) => options}
        onOptionSubmit={(value) => {
          const id = Number(value.split(' · ').at(-1));
          // The choice is made: search no further, and step on among all.
          onSearch('');
          onPerson(id);
        }}
      />
      <div className={styles.step}>
        <Tooltip label="The one before (←)">
          <ActionIcon
            variant="default"
            aria-label="The reader before"
            disabled={step?.previous == null}
            onClick={() => {
              onPerson(step?.previous ?? null);
            }}
          >
            <IconChevronLeft size={16} />
          </ActionIcon>
        </Tooltip>
        <span className={styles.place} aria-live="polite">
          {step && step.total === 0 && 'Nobody found'}
          {step && step.total > 0 && step.position !== null && (
            <>
              {count(step.position + 1)} of {plural(step.total, 'reader')}
            </>
          )}
        </span>
        <Tooltip label="The next one (→)">
          <ActionIcon
            variant="default"
            aria-label="The next reader"
            disabled={step?.next == null}
            onClick={() => {
              onPerson(step?.next ?? null);
            }}
          >
            <IconChevronRight size={16} />
          </ActionIcon>
        </Tooltip>
      </div>
      {person && (
        <div className={styles.person}>
          <h2>{person.name}</h2>
          <p>{person.email ?? 'No address'}</p>
          <p>
            {person.country && `${person.country} · `}
            {plural(person.orders, 'order')}, <Money value={person.spent} />
            {person.last_order && (
              <>
                , last on <DateText when={person.last_order} />
              </>
            )}
          </p>
        </div>
      )}
    </div>
  );
}
