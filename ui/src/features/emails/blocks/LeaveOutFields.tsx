/** What is left out, as a sentence would say it: "Leave out what they bought: ever". */
import { Checkbox, Select } from '@mantine/core';
import type { Bought, LeaveOut } from '../../../api';
import { DaysField } from './DaysField';
import { wholeLeaveOut } from './rules';
import styles from './fields.module.css';

type Props = {
  value: LeaveOut | undefined;
  onChange: (value: LeaveOut, key?: string) => void;
  /** The rule is about what they bought: that cannot be a reason. */
  boughtAsked: boolean;
};

const WHEN: { value: Bought['kind']; label: string }[] = [
  { value: 'ever', label: 'ever' },
  { value: 'lately', label: 'lately' },
  { value: 'no', label: 'never (show it again)' },
];

const fresh = (kind: Bought['kind']): Bought => (kind === 'lately' ? { kind, days: 90 } : { kind });

export function LeaveOutFields({ value, onChange, boughtAsked }: Props) {
  const all = wholeLeaveOut(value);
  const { bought } = all;
  const tick = (label: string, key: 'out_of_stock' | 'no_picture' | 'already_here') => (
    <Checkbox
      label={label}
      checked={all[key]}
      onChange={(e) => {
        onChange({ ...all, [key]: e.currentTarget.checked });
      }}
    />
  );
  return (
    <fieldset className={styles.leaveOut}>
      <legend>Leave out</legend>
      {boughtAsked && (
        <div className={styles.pair}>
          <Select
            label="what they bought"
            data={WHEN}
            value={bought.kind}
            allowDeselect={false}
            onChange={(kind) => {
              if (kind !== null) onChange({ ...all, bought: fresh(kind as Bought['kind']) });
            }}
          />
          {bought.kind === 'lately' && (
            <DaysField
              label="in the last"
              value={bought.days}
              onChange={(days) => {
                onChange({ ...all, bought: { kind: 'lately', days } }, 'bought-days');
              }}
            />
          )}
        </div>
      )}
      {tick('what is out of stock', 'out_of_stock')}
      {tick('what has no picture', 'no_picture')}
      {tick('what this email shows further up', 'already_here')}
    </fieldset>
  );
}
