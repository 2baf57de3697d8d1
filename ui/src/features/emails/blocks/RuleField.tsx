/** Which products: the rule, and what it needs to know. */
import { Autocomplete, Select } from '@mantine/core';
import type { ProductRule } from '../../../api';
import { useVocabularyQuery } from '../../segments/vocabulary';
import { DaysField } from './DaysField';
import { ProductsChooser } from './ProductChooser';
import { RULES, aboutRule, freshRule, type RuleKind } from './rules';

type Props = {
  label: string;
  value: ProductRule;
  onChange: (rule: ProductRule, key?: string) => void;
};

export function RuleField({ label, value, onChange }: Props) {
  return (
    <>
      <Select
        label={label}
        description={aboutRule(value.by)}
        data={RULES.map((rule) => ({ value: rule.value, label: rule.label }))}
        value={value.by}
        allowDeselect={false}
        maxDropdownHeight={340}
        onChange={(by) => {
          if (by !== null && by !== value.by) onChange(freshRule(by as RuleKind));
        }}
      />
      <RuleDetails value={value} onChange={onChange} />
    </>
  );
}

function RuleDetails({ value, onChange }: Omit<Props, 'label'>) {
  switch (value.by) {
    case 'best_sellers':
    case 'new_arrivals':
    case 'viewed':
      return (
        <DaysField
          label="In the last"
          value={value.days ?? (value.by === 'viewed' ? 30 : 90)}
          onChange={(days) => {
            onChange({ ...value, days }, 'days');
          }}
        />
      );
    case 'category':
      return (
        <CategoryField
          value={value.category}
          onChange={(category) => {
            onChange({ ...value, category }, 'category');
          }}
        />
      );
    case 'chosen':
      return (
        <ProductsChooser
          label="Products, in this order"
          value={value.products}
          onChange={(products) => {
            onChange({ ...value, products });
          }}
        />
      );
    default:
      return null;
  }
}

function CategoryField({ value, onChange }: { value: string; onChange: (name: string) => void }) {
  const words = useVocabularyQuery();
  const names = words.data?.categories.map((c) => c.value) ?? [];
  const unknown = value !== '' && words.data !== undefined && !names.includes(value);
  return (
    <Autocomplete
      label="Category"
      placeholder="Search the shop’s categories"
      data={names}
      value={value}
      onChange={onChange}
      maxDropdownHeight={240}
      error={
        value === ''
          ? 'Choose a category'
          : unknown
            ? 'There is no such category in the shop'
            : undefined
      }
    />
  );
}
