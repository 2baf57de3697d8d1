/** A stretch of days: "in the last 90 days", "more than 180 days ago", "from 1 March to 31 March". */
import { Select } from '@mantine/core';
import type { Window as Span } from '../../../api';
import { windowWords } from '../words';
import { Token } from './Token';
import { WindowEnds } from './WindowEnds';
import { blank, KINDS } from './windows';

export type WindowTokenProps = {
  label?: string;
  value: Span | undefined;
  onChange: (value: Span) => void;
  /** Where "at any time" would mean nothing. */
  noEver?: boolean;
};

const EVER: Span = { kind: 'ever' };

export function WindowToken({ label = 'When', value = EVER, onChange, noEver }: WindowTokenProps) {
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
            maxDropdownHeight={340}
            data-autofocus
            onChange={(kind) => {
              if (kind) onChange(blank(kind as Span['kind'], value));
            }}
          />
          <WindowEnds value={value} onChange={onChange} />
        </>
      )}
    </Token>
  );
}
