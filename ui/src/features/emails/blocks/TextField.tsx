/** One line that a reader reads; pieces about the reader can be put in. */
import { TextInput } from '@mantine/core';
import { InsertMenu } from '../writing/text/InsertMenu';

type Props = {
  label: string;
  value: string;
  onChange: (value: string) => void;
  hint?: string;
  placeholder?: string;
};

export function TextField({ label, value, onChange, hint, placeholder }: Props) {
  return (
    <TextInput
      label={label}
      description={hint}
      placeholder={placeholder}
      value={value}
      onChange={(e) => {
        onChange(e.currentTarget.value);
      }}
      rightSection={
        <InsertMenu
          onInsert={(piece) => {
            onChange(value + piece);
          }}
        />
      }
    />
  );
}

/** Words that may be missing: an empty field is none. */
export const orNone = (words: string): string | null => (words === '' ? null : words);
