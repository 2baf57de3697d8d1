/**
 * The sticky headings of a DataTable. A sortable one is a button that asks for the other direction; the
 * order itself is made in the core. Not for use outside DataTable.
 */
import { IconArrowDown, IconArrowUp } from '@tabler/icons-react';
import type { DataTableColumn, TableSort } from './dataTableTypes';
import styles from './DataTable.module.css';

type Props<Row> = {
  columns: DataTableColumn<Row>[];
  sort?: TableSort;
  onSort?: (sort: TableSort) => void;
  tracks: string;
  height: number;
};

export function DataTableHead<Row>({ columns, sort, onSort, tracks, height }: Props<Row>) {
  return (
    <div
      role="row"
      aria-rowindex={1}
      className={styles.head}
      style={{ gridTemplateColumns: tracks, height }}
    >
      {columns.map(({ id, header, align = 'start', sortable }) => {
        const direction = sort?.id === id ? (sort.desc ? 'descending' : 'ascending') : undefined;
        const Arrow = direction === 'descending' ? IconArrowDown : IconArrowUp;
        return (
          <div
            role="columnheader"
            key={id}
            aria-sort={direction}
            className={styles.cell}
            data-align={align}
          >
            {sortable && onSort ? (
              <button
                type="button"
                className={styles.sort}
                onClick={() => {
                  onSort({ id, desc: direction !== 'descending' });
                }}
              >
                {header}
                {direction && <Arrow size={13} aria-hidden="true" />}
              </button>
            ) : (
              header
            )}
          </div>
        );
      })}
    </div>
  );
}
