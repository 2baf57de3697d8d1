/** Finding one reader by words of a name, address, city or customer number. */
import { Autocomplete } from '@mantine/core';
import type { ReaderCard, ReaderStep } from '../../../api';

type Props = {
  label: string;
  step: ReaderStep | undefined;
  search: string;
  onSearch: (text: string) => void;
  onFound: (id: number) => void;
};

export function ReaderFind({ label, step, search, onSearch, onFound }: Props) {
  const found = search === '' ? [] : (step?.first ?? []);
  return (
    <Autocomplete
      aria-label={label}

      size="xs"
      style={{ flex: 1, minWidth: 110 }}
      placeholder="Find: name, address, city"
      value={search}
      onChange={onSearch}
      data={found.map((p) => ({ value: String(p.id), label: said(p) }))}
      filter={({ options }) => options}
      comboboxProps={{ width: 320, position: 'bottom-start' }}
      onOptionSubmit={(value) => {
        // The choice is made: search no further, and step on among all.
        onSearch('');
        onFound(Number(value));
      }}
    />
  );
}

const said = (p: ReaderCard): string =>
  [p.name, p.city, p.email === p.name ? null : p.email].filter(Boolean).join(' · ');
