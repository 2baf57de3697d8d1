/** A stretch of days: "in the last 90 days", "more than 180 days ago", "from 1 March to 31 March". */
import { NumberInput, Select } from '@mantine/core';
import { DateInput } from '@mantine/dates';
import type { Window as Span } from '../../../api';
import { shopFormat } from '../../../format';
import { windowWords } from '../words';
import { Token } from './Token';
import styles from './tokens.module.css';

const KINDS: { value: Span['kind']; label: string }[] = [
  { value: 'ever', label: 'at any time' },
  { value: 'last_days', label: 'in the last … days' },
  { value: 'last_weeks', label: 'in the last … weeks' },
  { value: 'last_months', label: 'in the last … months' },
  { value: 'over_days_ago', label: 'more than … days ago' },
  { value: 'days_ago', label: 'between … and … days ago' },
  { value: 'before', label: 'before a day' },
  { value: 'after', label: 'after a day' },
  { value: 'between', label: 'from one day to another' },
  { value: 'same_day_last_year', label: 'around this day last year' },
];

export type WindowTokenProps = {
  label?: string;
  value: Span | undefined;
  onChange: (value: Span) => void;
  /** Where "at any time" would mean nothing. */
  noEver?: boolean;
};

export function WindowToken({
  label = 'When',
  value = { kind: 'ever' },
  onChange,
  noEver,
}: WindowTokenProps) {
  const quiet = value.kind === 'ever';
  return (
    <Token label={label} text={windowWords(value)} width={300} {...(quiet ? { quiet } : {})}>
      {() => (
        <>
          <Select
            aria-label="Kind of time"
            data={KINDS.filter((k) => !noEver || k.value !== 'ever')}
            value={value.kind}
            allowDeselect={false}
            comboboxProps={{ withinPortal: false }}
            maxDropdownHeight={280}
            data-autofocus
            onChange={(kind) => {
              if (kind) onChange(blank(kind as Span['kind'], value));
            }}
          />
          <Ends value={value} onChange={onChange} />
        </>
      )}
    </Token>
  );
}

function Ends({ value, onChange }: { value: Span; onChange: (value: Span) => void }) {
  const number = (name: string, n: number, set: (n: number) => void) => (
    <NumberInput
      aria-label={name}
      value={n}
      min={value.kind.startsWith('last_') ? 1 : 0}
      max={36_500}
      allowDecimal={false}
      onChange={(v) => {
        if (typeof v === 'number') set(v);
      }}
      flex={1}
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
  switch (value.kind) {
    case 'ever':
      return null;
    case 'last_days':
    case 'over_days_ago':
      return (
        <div className={styles.pair}>
          {number('Days', value.days, (days) => {
            onChange({ ...value, days });
          })}
          <span>days</span>
        </div>
      );
    case 'last_weeks':
      return (
        <div className={styles.pair}>
          {number('Weeks', value.weeks, (weeks) => {
            onChange({ ...value, weeks });
          })}
          <span>weeks</span>
        </div>
      );
    case 'last_months':
      return (
        <div className={styles.pair}>
          {number('Months', value.months, (months) => {
            onChange({ ...value, months });
          })}
          <span>months</span>
        </div>
      );
    case 'same_day_last_year':
      return (
        <div className={styles.pair}>
          {number('Days before and after', value.around, (around) => {
            onChange({ ...value, around });
          })}
          <span>days before and after</span>
        </div>
      );
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

/** A window of another kind, with what can be kept of the old one. */
function blank(kind: Span['kind'], old: Span): Span {
  const today = shopFormat().today ?? new Date().toISOString().slice(0, 10);
  const days = 'days' in old ? old.days : 90;
  switch (kind) {
    case 'ever':
      return { kind };
    case 'last_days':
    case 'over_days_ago':
      return { kind, days };
    case 'last_weeks':
      return { kind, weeks: 'weeks' in old ? old.weeks : 4 };
    case 'last_months':
      return { kind, months: 'months' in old ? old.months : 3 };
    case 'same_day_last_year':
      return { kind, around: 'around' in old ? old.around : 7 };
    case 'days_ago':
      return { kind, from: 30, to: days > 30 ? days : 90 };
    case 'before':
    case 'after':
      return { kind, day: 'day' in old ? old.day : today };
    case 'between':
      return { kind, from: `${today.slice(0, 4)}-01-01`, to: today };
  }
}
