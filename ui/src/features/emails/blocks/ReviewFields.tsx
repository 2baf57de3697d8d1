/** Words of the shop's own customers: whose, and how many stars they must have given. */
import { Select } from '@mantine/core';
import { useState } from 'react';
import type { ReviewPick } from '../../../api';
import type { FieldsProps } from './types';
import { ProductChooser } from './ProductChooser';
import styles from './fields.module.css';

const PICKS: { value: ReviewPick['by']; label: string; about: string }[] = [
  {
    value: 'best',
    label: 'The best of the shop',
    about: 'The most stars, then the latest with words.',
  },
  { value: 'product', label: 'Of one product', about: 'The best review of this product.' },
  {
    value: 'shown',
    label: 'Of what the email shows',
    about: 'Of the products that the block before it shows this reader.',
  },
];

const STARS = [5, 4, 3, 2, 1].map((stars) => ({
  value: String(stars),
  label: stars === 5 ? '5 stars' : stars === 1 ? 'any' : `at least ${String(stars)} stars`,
}));

export function ReviewFields({ content, onChange }: FieldsProps<'review'>) {
  const { from } = content;
  // Until a product is chosen, the block goes on as it was.
  const [by, setBy] = useState(from.by);
  return (
    <div className={styles.fields}>
      <Select
        label="Which review"
        description={PICKS.find((p) => p.value === by)?.about}
        data={PICKS.map(({ value, label }) => ({ value, label }))}
        value={by}
        allowDeselect={false}
        onChange={(chosen) => {
          if (chosen === 'best' || chosen === 'shown') {
            setBy(chosen);
            onChange({ ...content, from: { by: chosen } });
          } else if (chosen === 'product') setBy(chosen);
        }}
      />
      {by === 'product' && (
        <ProductChooser
          label="Product"
          value={from.by === 'product' ? from.product : null}
          onChange={(product) => {
            onChange({ ...content, from: { by: 'product', product } });
          }}
        />
      )}
      <Select
        label="Stars"
        data={STARS}
        value={String(content.least_stars ?? 4)}
        allowDeselect={false}
        onChange={(stars) => {
          if (stars !== null) onChange({ ...content, least_stars: Number(stars) });
        }}
      />
    </div>
  );
}
