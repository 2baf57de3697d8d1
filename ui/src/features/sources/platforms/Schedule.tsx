/** How often a source is read in the background, while Regulars is open. Saved as it is chosen. */
import { Select } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { call, commands, type SourceInfo } from '../../../api';
import { DateText, ErrorNote, Section } from '../../../parts';
import styles from './platforms.module.css';

const NEVER = 'never';

const CHOICES: [number | null, string][] = [
  [null, 'Only when I ask'],
  [15, 'Every 15 minutes'],
  [60, 'Every hour'],
  [360, 'Every 6 hours'],
  [1440, 'Once a day'],
  [10_080, 'Once a week'],
];

export function Schedule({ source }: { source: SourceInfo }) {
  const client = useQueryClient();
  const save = useMutation({
    mutationFn: (minutes: number | null) => call(commands.sourceSchedule(source.id, minutes)),
    onSettled: () => client.invalidateQueries({ queryKey: ['sources'] }),
  });
  const now = save.isPending ? save.variables : source.every_minutes;
  const choices = CHOICES.some(([minutes]) => minutes === now)
    ? CHOICES
    : [...CHOICES, [now, `Every ${String(now)} minutes`] as [number | null, string]];
  return (
    <Section title="How often">
      <Select
        aria-label="How often it is read"
        data={choices.map(([minutes, label]) => ({ value: word(minutes), label }))}
        value={word(now)}
        allowDeselect={false}
        onChange={(value) => {
          save.mutate(value === NEVER || value === null ? null : Number(value));
        }}
      />
      <p className={styles.soft}>
        {source.next_at === null ? (
          now === null ? (
            'It is read when you press “Read now”.'
          ) : (
            'Not before it can go on.'
          )
        ) : (
          <>
            Next <DateText when={source.next_at} shape="time" />, while Regulars is open. A time
            that was missed is made up for at the start.
          </>
        )}
      </p>
      <ErrorNote error={save.error} title="That could not be kept" />
    </Section>
  );
}

const word = (minutes: number | null): string => (minutes === null ? NEVER : String(minutes));
