/**
 * A long list in columns: TanStack Table for the columns, TanStack Virtual so that a hundred thousand rows
 * cost as much as twenty. One stop for Tab; arrows, Page Up/Down, Home and End walk the rows, Enter opens
 * one. Asks for more rows near the end. Sorting and filtering are the core's work, over all rows: the
 * headings only say what is wished.
 */
import { Skeleton } from '@mantine/core';
import { tableFeatures, useTable, type ColumnDef } from '@tanstack/react-table';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useMemo, useRef } from 'react';
import { DataTableHead } from './DataTableHead';
import type { DataTableProps } from './dataTableTypes';
import { useRowKeys } from './useRowKeys';
import { useSame } from './useSame';
import styles from './DataTable.module.css';

const features = tableFeatures({});

export function DataTable<Row extends object>(props: DataTableProps<Row>) {
  const { label, columns, rows, rowId, rowAt, onOpen, onEndReached, loadingMore = false } = props;
  const { height = 480, total = rows.length, onRange } = props;
  const count = rowAt ? total : rows.length;
  // Browsers cannot scroll further than about 33 million pixels.
  const rowHeight = Math.min(props.rowHeight ?? 44, Math.max(20, Math.floor(33e6 / (count + 1))));
  const headHeight = rowHeight - 6;
  const scroller = useRef<HTMLDivElement>(null);
  const defs = useMemo<ColumnDef<typeof features, Row>[]>(
    () =>
      columns.map(({ id, header, cell }) => ({ id, header, cell: (c) => cell(c.row.original) })),
    [columns],
  );
  const virtual = useVirtualizer({
    count,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    // The sticky heading stands before the rows and covers the first of them when scrolled.
    scrollMargin: headHeight,
    scrollPaddingStart: headHeight,
    overscan: 8,
    initialOffset: (props.startAt ?? 0) * rowHeight,
  });
  const shown = virtual.getVirtualItems();
  const first = shown.at(0)?.index ?? 0;
  const last = shown.at(-1)?.index ?? -1;
  const places = Array.from({ length: last - first + 1 }, (_, i) => first + i);
  const held = places.map((index) => (rowAt ? rowAt(index) : rows[index]));
  const table = useTable({
    features,
    columns: defs,
    data: useSame(held.filter((row) => row !== undefined)),
    getRowId: (row) => rowId(row),
  });
  const modelRows = new Map(table.getRowModel().rows.map((row) => [row.original, row]));
  const keys = useRowKeys({
    count,
    pageSize: Math.max(1, Math.floor((virtual.scrollRect?.height ?? 0) / rowHeight) - 2),
    reveal: (index) => {
      virtual.scrollToIndex(index);
    },
    container: scroller,
    onOpen: (index) => {
      const row = rowAt ? rowAt(index) : rows[index];
      if (row) onOpen?.(row);
    },
  });

  const nearEnd = !rowAt && rows.length > 0 && last >= rows.length - 10 && rows.length < total;
  useEffect(() => {
    if (nearEnd && !loadingMore) onEndReached?.();
  }, [nearEnd, loadingMore, onEndReached]);

  useEffect(() => {
    if (last >= first) onRange?.(first, last);
  }, [first, last, onRange]);

  const tracks = columns.map(({ width }) => width ?? 'minmax(0, 1fr)').join(' ');
  const align = (index: number) => columns[index]?.align ?? 'start';
  return (
    <div
      ref={scroller}
      role="grid"
      aria-label={label}
      aria-rowcount={total + 1}
      aria-colcount={columns.length}
      aria-busy={loadingMore}
      className={styles.scroller}
      style={{ maxHeight: height }}
    >
      <DataTableHead {...props} tracks={tracks} height={headHeight} />
      {count === 0 && !loadingMore && <div className={styles.empty}>{props.empty}</div>}
      <div role="rowgroup" className={styles.body} style={{ height: virtual.getTotalSize() }}>
        {shown.map(({ index, start, size }) => {
          const original = held[index - first];
          const row = original && modelRows.get(original);
          return (
            <div
              key={row?.id ?? `place ${String(index)}`}
              role="row"
              aria-rowindex={index + 2}
              className={styles.row}
              data-opens={onOpen ? true : undefined}
              style={{ top: start - headHeight, height: size, gridTemplateColumns: tracks }}
              {...keys(index)}
            >
              {row?.getAllCells().map((cell, at) => (
                <div role="gridcell" key={cell.id} className={styles.cell} data-align={align(at)}>
                  <table.FlexRender cell={cell} />
                </div>
              )) ?? <Waiting columns={columns.length} />}
            </div>
          );
        })}
      </div>
      {loadingMore && (
        <Skeleton height={14} my={15} mx={12} width="60%" aria-label="Loading more" />
      )}
    </div>
  );
}

/** A row that is on its way: a quiet line, so that fast scrolling shows places instead of nothing. */
function Waiting({ columns }: { columns: number }) {
  return (
    <div role="gridcell" aria-colspan={columns} className={styles.waiting}>
      <span />
    </div>
  );
}
