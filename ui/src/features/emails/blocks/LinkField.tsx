/** Where something leads: an address, which may hold Liquid. */
import { TextInput } from '@mantine/core';

export type LinkFieldProps = {
  value: string;
  onChange: (href: string) => void;
  label?: string;
};

export const LinkField = ({ value, onChange, label = 'Leads to' }: LinkFieldProps) => (
  <TextInput
    size="xs"
    label={label}
    placeholder="https://"
    data-kept-text
    value={value}
    onChange={(e) => {
      onChange(e.currentTarget.value);
    }}
  />
);
