/** One thing to enter, in the shape that its kind wants. A secret stands behind dots and says where it goes. */
import { Checkbox, PasswordInput, TextInput } from '@mantine/core';
import type { EntryField } from '../../../api';

type Props = {
  field: EntryField;
  value: string;
  onChange: (value: string) => void;
  autoFocus?: boolean;
  /** What was connected with it cannot be another now. */
  fixed?: boolean;
};

export function EntryInput({ field, value, onChange, autoFocus, fixed }: Props) {
  if (field.kind === 'check' || field.kind === 'plain_http') {
    return (
      <Checkbox
        label={field.label}
        description={field.hint || undefined}
        checked={value === 'yes'}
        onChange={(e) => {
          onChange(e.currentTarget.checked ? 'yes' : '');
        }}
      />
    );
  }
  const common = {
    label: field.label,
    placeholder: field.like || undefined,
    value,
    spellCheck: false,
    autoComplete: 'off',
    autoFocus,
    onChange: (e: { currentTarget: { value: string } }) => {
      onChange(e.currentTarget.value);
    },
  };
  if (field.kind === 'secret') {
    const kept = 'Kept in your system’s keychain, never in the shop’s file.';
    return (
      <PasswordInput
        {...common}
        description={field.hint ? `${sentence(field.hint)} ${kept}` : kept}
      />
    );
  }
  return <TextInput {...common} description={field.hint || undefined} disabled={fixed} />;
}

function sentence(hint: string): string {
  return /[.!?…]$/.test(hint) ? hint : `${hint}.`;
}
