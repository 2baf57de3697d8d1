/** Left, middle or right. */
import { SegmentedControl } from '@mantine/core';
import type { Align } from '../../../api';
import styles from './panel.module.css';

export type AlignFieldProps = { value: Align | undefined; onChange: (align: Align) => void };

export const AlignField = ({ value, onChange }: AlignFieldProps) => (
  <SegmentedControl
    size="xs"
    className={styles.align ?? ''}
    aria-label="Where it stands"
    value={value ?? 'left'}
    data={[
      { value: 'left', label: 'Left' },
      { value: 'center', label: 'Middle' },
      { value: 'right', label: 'Right' },
    ]}
    onChange={(align) => {
      onChange(align as Align);
    }}
  />
);
