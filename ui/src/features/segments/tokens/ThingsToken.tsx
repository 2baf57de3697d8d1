/** What was bought: anything, some products (searched in the catalogue), something from some categories, or both. */
import { MultiSelect } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { call, commands, type Offer } from '../../../api';
import { either } from '../words';
import { Token } from './Token';

export type Things = { products: number[]; categories: string[] };

export type ThingsTokenProps = {
  value: Things;
  categories: Offer[];
  onChange: (value: Things) => void;
  nothing?: string;
};

export function ThingsToken({
  value,
  categories,
  onChange,
  nothing = 'anything',
}: ThingsTokenProps) {
  const [search, setSearch] = useState('');
  const [text] = useDebouncedValue(search, 150);
  const found = useQuery({
    queryKey: ['segments', 'products', text, value.products],
    queryFn: () => call(commands.productSearch(text, value.products)),
    placeholderData: keepPreviousData,
  });
  const title = (id: number) =>
    found.data?.find((p) => p.id === id)?.title ?? `product ${String(id)}`;
  const words = [
    ...(value.products.length > 0
      ? [
          either(
            value.products.map((id) => `“${title(id)}”`),
            '',
          ),
        ]
      : []),
    ...(value.categories.length > 0 ? [`something from ${either(value.categories, '')}`] : []),
  ];
  const any = words.length === 0;
  const data = (found.data ?? []).map((p) => ({
    value: String(p.id),
    label: p.sku ? `${p.title} · ${p.sku}` : p.title,
  }));
  return (
    <Token
      label="What was bought"
      text={any ? nothing : words.join(' and ')}
      width={360}
      {...(any ? { quiet: true } : {})}
    >
      {() => (
        <>
          <MultiSelect
            label="Products"
            placeholder="Search by title or SKU"
            data={data}
            value={value.products.map(String)}
            onChange={(ids) => {
              onChange({ ...value, products: ids.map(Number) });
            }}
            searchable
            searchValue={search}
            onSearchChange={setSearch}
            filter={({ options }) => options}
            hidePickedOptions
            maxDropdownHeight={220}
            nothingFoundMessage="No product of that name"
            comboboxProps={{ withinPortal: false }}
            data-autofocus
            clearable
          />
          <MultiSelect
            label="Or something from the category"
            placeholder={categories.length === 0 ? 'This shop has no categories' : 'Any category'}
            disabled={categories.length === 0 && value.categories.length === 0}
            data={[...new Set([...categories.map((c) => c.value), ...value.categories])]}
            value={value.categories}
            onChange={(names) => {
              onChange({ ...value, categories: names });
            }}
            searchable
            hidePickedOptions
            maxDropdownHeight={220}
            comboboxProps={{ withinPortal: false }}
            clearable
          />
        </>
      )}
    </Token>
  );
}
