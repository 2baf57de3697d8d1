/** Products of the catalogue, searched by title or SKU: one, or several in the order in which they are chosen. */
import { MultiSelect, Select, type ComboboxItem } from '@mantine/core';
import type { ProductId } from '../../../api';
import { Picture } from '../../segments/tokens/Picture';
import { useProducts } from '../../segments/tokens/useProducts';
import styles from './fields.module.css';

type Many = { label: string; value: ProductId[]; onChange: (products: ProductId[]) => void };

function useChoices(ids: ProductId[]) {
  const { search, setSearch, hits, title } = useProducts(ids);
  const byId = new Map(hits.map((p) => [String(p.id), p]));
  const missing = ids.filter((id) => !byId.has(String(id)));
  return {
    searchable: true,
    searchValue: search,
    onSearchChange: setSearch,
    filter: ({ options }: { options: unknown[] }) => options as ComboboxItem[],
    data: [
      ...hits.map((p) => ({ value: String(p.id), label: p.title })),
      ...missing.map((id) => ({ value: String(id), label: title(id) })),
    ],
    maxDropdownHeight: 260,
    nothingFoundMessage: 'No product of that name',
    renderOption: ({ option }: { option: ComboboxItem }) => (
      <span className={styles.product}>
        <Picture src={byId.get(option.value)?.image_url} title={option.label} />
        <span>
          {option.label}
          <span className={styles.hint}>{byId.get(option.value)?.sku}</span>
        </span>
      </span>
    ),
  };
}

export function ProductsChooser({ label, value, onChange }: Many) {
  return (
    <MultiSelect
      {...useChoices(value)}
      label={label}
      placeholder={value.length > 0 ? '' : 'Search by title or SKU'}
      value={value.map(String)}
      onChange={(chosen) => {
        onChange(chosen.map(Number));
      }}
      hidePickedOptions
      clearable
    />
  );
}

type One = { label: string; value: ProductId | null; onChange: (product: ProductId) => void };

export function ProductChooser({ label, value, onChange }: One) {
  return (
    <Select
      {...useChoices(value === null ? [] : [value])}
      label={label}
      placeholder="Search by title or SKU"
      value={value === null ? null : String(value)}
      allowDeselect={false}
      onChange={(chosen) => {
        if (chosen !== null) onChange(Number(chosen));
      }}
    />
  );
}
