/** Some text that is compared with: shown in quotation marks, typed in place. */
import { TextInput } from '@mantine/core';
import { Token } from './Token';

export function TextToken({
  label,
  value,
  onChange,
}: {
  label: string;
  value: string;
  onChange: (v: string) => void;
}) {
  return (
    <Token label={label} text={value === '' ? 'type here' : `“${value}”`} empty={value === ''}>
      {(close) => (
        <TextInput
          aria-label={label}
          value={value}
          maxLength={200}
          data-autofocus
          onChange={(e) => {
            onChange(e.currentTarget.value);
          }}
          onKeyDown={(e) => {
            if (e.key === 'Enter') close();
          }}
        />
      )}
    </Token>
  );
}
