/** The ends of a stretch of days: numbers of days, weeks or months, or days of the calendar. */
import { DateInput } from '@mantine/dates';
import type { Window as Span } from '../../../api';
import { Whole } from './inputs';
import styles from './tokens.module.css';

type Props = { value: Span; onChange: (value: Span) => void };

export function WindowEnds({ value, onChange }: Props) {
  const number = (name: string, n: number, set: (n: number) => void) => (
    <Whole
      name={name}
      value={n}
      min={value.kind.startsWith('last_') ? 1 : 0}
      max={36_500}
      onChange={set}
    />
  );
  const day = (name: string, d: string, set: (d: string) => void) => (
    <DateInput
      aria-label={name}
      value={d}
      valueFormat="D MMM YYYY"
      popoverProps={{ withinPortal: false }}
      onChange={(v) => {
        if (v) set(v);
      }}
      flex={1}
    />
  );
  const one = (name: string, unit: string, n: number, set: (n: number) => void) => (
    <div className={styles.pair}>
      {number(name, n, set)}
      <span>{unit}</span>
    </div>
  );
  switch (value.kind) {
    case 'ever':
      return null;
    case 'last_days':
    case 'over_days_ago':
      return one('Days', 'days', value.days, (days) => {
        onChange({ ...value, days });
      });
    case 'last_weeks':
      return one('Weeks', 'weeks', value.weeks, (weeks) => {
        onChange({ ...value, weeks });
      });
    case 'last_months':
      return one('Months', 'months', value.months, (months) => {
        onChange({ ...value, months });
      });
    case 'same_day_last_year':
      return one('Days before and after', 'days before and after', value.around, (around) => {
        onChange({ ...value, around });
      });
    case 'days_ago':
      return (
        <div className={styles.pair}>
          {number('From days ago', value.from, (from) => {
            onChange({ ...value, from });
          })}
          <span>to</span>
          {number('To days ago', value.to, (to) => {
            onChange({ ...value, to });
          })}
          <span>days ago</span>
        </div>
      );
    case 'before':
    case 'after':
      return day('Day', value.day, (d) => {
        onChange({ ...value, day: d });
      });
    case 'between':
      return (
        <div className={styles.pair}>
          {day('From', value.from, (from) => {
            onChange({ ...value, from });
          })}
          <span>to</span>
          {day('To', value.to, (to) => {
            onChange({ ...value, to });
          })}
        </div>
      );
  }
}
