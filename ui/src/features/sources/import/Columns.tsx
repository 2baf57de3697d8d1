/** One line a column: its name, some of its values, and what it means, which can be corrected. */
import { Select } from '@mantine/core';
import type { ColumnRole, ImportMapping } from '../../../api';
import { rolesFor, withRole } from './roles';
import styles from './import.module.css';

type Props = {
  mapping: ImportMapping;
  samples: string[][];
  onChange: (mapping: ImportMapping) => void;
};

export function Columns({ mapping, samples, onChange }: Props) {
  const roles = rolesFor(mapping.kind);
  return (
    <table className={styles.columns}>
      <thead>
        <tr>
          <th scope="col">Column</th>
          <th scope="col">For example</th>
          <th scope="col">Means</th>
        </tr>
      </thead>
      <tbody>
        {mapping.columns.map((column, at) => (
          <tr key={at} data-skipped={column.role === 'skip' || undefined}>
            <th scope="row">{column.name || `Column ${String(at + 1)}`}</th>
            <td className={styles.samples}>{samples[at]?.join(' · ') || 'empty'}</td>
            <td>
              <Select
                aria-label={`What ${column.name} means`}
                data={roles}
                value={column.role}
                size="xs"
                searchable
                allowDeselect={false}
                maxDropdownHeight={280}
                onChange={(role) => {
                  if (role) onChange(withRole(mapping, at, role as ColumnRole));
                }}
              />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
