/** What a DataTable is told. Rooms see these types only, not those of the table library behind them. */
import type { ReactNode } from 'react';

export type DataTableColumn<Row> = {
  id: string;
  header: string;
  cell: (row: Row) => ReactNode;
  /** A CSS grid track: '2fr', '120px', 'minmax(0, 1fr)'. */
  width?: string;
  align?: 'start' | 'end';
  sortable?: boolean;
};

export type TableSort = { id: string; desc: boolean };

export type DataTableProps<Row> = {
  label: string;
  columns: DataTableColumn<Row>[];
  rows: Row[];
  /**
   * For lists too long to load from their beginning: gives the row at a place, or undefined while it is not
   * there yet, of `total` rows. `rows` is then not used, and `onRange` says which places are looked at.
   */
  rowAt?: (index: number) => Row | undefined;
  /** The place to begin at, for whoever comes back to a list. */
  startAt?: number;
  onRange?: (first: number, last: number) => void;
  rowId: (row: Row) => string;
  /** How many rows there are in all, where the loaded ones are only the beginning. */
  total?: number;
  onOpen?: (row: Row) => void;
  onEndReached?: () => void;
  loadingMore?: boolean;
  sort?: TableSort;
  onSort?: (sort: TableSort) => void;
  rowHeight?: number;
  height?: number | string;
  empty?: ReactNode;
};
