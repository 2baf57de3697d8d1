/** Which products: anything, some products (searched in the catalogue), something from a category or with a tag. */
import { MultiSelect } from '@mantine/core';
import type { Offer, RowFilter } from '../../../api';
import { useVocabulary } from '../vocabulary';
import { either } from '../words';
import { Picture } from './Picture';
import { Token } from './Token';
import styles from './tokens.module.css';
import { useProducts } from './useProducts';

export type Things = Pick<RowFilter, 'products' | 'categories' | 'product_tags'>;

export type ThingsTokenProps = {
  value: Things;
  onChange: (value: Things) => void;
  nothing?: string;
};

export function ThingsToken({ value, onChange, nothing = 'anything' }: ThingsTokenProps) {
  const words = useVocabulary();
  const ids = value.products ?? [];
  const { search, setSearch, hits, title } = useProducts(ids);
  const said = thingsWords(value, title);
  const byId = new Map(hits.map((p) => [String(p.id), p]));
  const many = (
    label: string,
    none: string,
    offers: Offer[],
    key: 'categories' | 'product_tags',
  ) =>
    offers.length === 0 && !value[key]?.length ? null : (
      <MultiSelect
        label={label}
        placeholder={value[key]?.length ? '' : none}
        data={[...new Set([...offers.map((c) => c.value), ...(value[key] ?? [])])]}
        value={value[key] ?? []}
        onChange={(names) => {
          onChange({ ...value, [key]: names });
        }}
        searchable
        selectFirstOptionOnChange
        hidePickedOptions
        maxDropdownHeight={220}
        comboboxProps={{ withinPortal: false }}
        clearable
      />
    );
  return (
    <Token
      label="Which products"
      text={said ?? nothing}
      width={360}
      {...(said ? {} : { quiet: true })}
    >
      {() => (
        <>
          <MultiSelect
            label="Products"
            placeholder={ids.length > 0 ? '' : 'Search by title or SKU'}
            data={hits.map((p) => ({ value: String(p.id), label: p.title }))}
            value={ids.map(String)}
            onChange={(chosen) => {
              onChange({ ...value, products: chosen.map(Number) });
            }}
            searchable
            searchValue={search}
            onSearchChange={setSearch}
            filter={({ options }) => options}
            selectFirstOptionOnChange
            hidePickedOptions
            maxDropdownHeight={260}
            nothingFoundMessage="No product of that name"
            comboboxProps={{ withinPortal: false }}
            data-autofocus
            clearable
            renderOption={({ option }) => (
              <span className={styles.product}>
                <Picture src={byId.get(option.value)?.image_url} title={option.label} />
                <span>
                  {option.label}
                  <span className={styles.hint}>{byId.get(option.value)?.sku}</span>
                </span>
              </span>
            )}
          />
          {many('And something of the category', 'Any category', words.categories, 'categories')}
          {many('With the tag', 'Any tag', words.product_tags, 'product_tags')}
        </>
      )}
    </Token>
  );
}

/** "Lavender candle or Soap", "Candles"; with more than one list, each must be met. */
function thingsWords(value: Things, title: (id: number) => string): string | null {
  const { products = [], categories = [], product_tags: tags = [] } = value;
  const lone = products.length === 0;
  const parts = [
    ...(lone ? [] : [either(products.map(title), '')]),
    ...(categories.length > 0 ? [`${lone ? '' : 'something from '}${either(categories, '')}`] : []),
    ...(tags.length > 0 ? [`something tagged ${either(tags, '')}`] : []),
  ];
  return parts.length > 0 ? parts.join(' and ') : null;
}
