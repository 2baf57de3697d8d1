/** "As of today": any past day can be asked about. While it is not today, a banner says so over the tree. */
import { Button } from '@mantine/core';
import { DatePicker } from '@mantine/dates';
import { date, daysAgo, shopFormat } from '../../format';
import { Token } from './tokens/Token';
import styles from './editor.module.css';

export type AsOfProps = { value: string | null; onChange: (day: string | null) => void };

export function AsOf({ value, onChange }: AsOfProps) {
  const today = shopFormat().today;
  return (
    <div className={styles.asOf} data-past={value !== null || undefined}>
      <p aria-live="polite">
        {value === null ? (
          'Counted as of '
        ) : (
          <>
            <strong>Not today:</strong> everything here is counted as of{' '}
          </>
        )}
        <Token
          label="As of"
          text={value === null ? 'today' : `${date(value, 'long')}`}
          quiet={value === null}
          width={290}
        >
          {(close) => (
            <>
              <DatePicker
                value={value ?? today}
                weekendDays={[]}
                defaultDate={value ?? today ?? undefined}
                {...(today ? { maxDate: today } : {})}
                onChange={(day) => {
                  onChange(day === today ? null : day);
                  close();
                }}
              />
              {value !== null && (
                <Button
                  variant="subtle"
                  size="compact-sm"
                  onClick={() => {
                    onChange(null);
                    close();
                  }}
                >
                  Today
                </Button>
              )}
            </>
          )}
        </Token>
        {value !== null && `, ${daysAgo(value)}.`}
      </p>
      {value !== null && (
        <Button
          variant="subtle"
          size="compact-sm"
          onClick={() => {
            onChange(null);
          }}
        >
          Back to today
        </Button>
      )}
    </div>
  );
}
