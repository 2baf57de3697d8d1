/** How many columns and how they share the width. A column that goes leaves its blocks in the one before it. */
import { SegmentedControl } from '@mantine/core';
import type { ColumnSplit } from '../../../api';
import type { FieldsProps } from './types';
import styles from './panel.module.css';

export function withColumns<T>(cells: T[][], count: number): T[][] {
  const kept = cells.slice(0, count);
  const spare = cells.slice(count).flat();
  while (kept.length < count) kept.push([]);
  const last = kept.length - 1;
  return spare.length === 0 ? kept : kept.map((c, i) => (i === last ? [...c, ...spare] : c));
}

export function ColumnsFields({ content, onChange }: FieldsProps<'columns'>) {
  const count = content.cells.length;
  return (
    <div className={styles.row}>
      <SegmentedControl
        size="xs"
        aria-label="How many columns"
        value={String(count)}
        data={['2', '3', '4']}
        onChange={(value) => {
          const cells = withColumns(content.cells, Number(value));
          onChange({
            ...content,
            cells,
            split: cells.length === 2 ? (content.split ?? 'even') : 'even',
          });
        }}
      />
      {count === 2 && (
        <SegmentedControl
          size="xs"
          aria-label="How they share the width"
          value={content.split ?? 'even'}
          data={[
            { value: 'even', label: 'Even' },
            { value: 'wide_left', label: 'Left wider' },
            { value: 'wide_right', label: 'Right wider' },
          ]}
          onChange={(split) => {
            onChange({ ...content, split: split as ColumnSplit });
          }}
        />
      )}
    </div>
  );
}
