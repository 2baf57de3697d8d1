import { MantineProvider } from '@mantine/core';
import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, it, vi } from 'vitest';
import { DataTable, type DataTableColumn, type DataTableProps } from '.';

type Row = { id: number; name: string };
const rows = (n: number): Row[] =>
  Array.from({ length: n }, (_, id) => ({ id, name: `Row ${String(id)}` }));
const columns: DataTableColumn<Row>[] = [
  { id: 'name', header: 'Name', cell: (row) => row.name, sortable: true },
  { id: 'id', header: 'Number', cell: (row) => row.id, align: 'end' },
];

function show(props: Partial<DataTableProps<Row>> = {}) {
  return render(
    <MantineProvider>
      <DataTable
        label="Rows"
        columns={columns}
        rows={rows(500)}
        rowId={(r) => String(r.id)}
        {...props}
      />
    </MantineProvider>,
  );
}

describe('DataTable', () => {
  it('draws only what is seen, and says how many there are', () => {
    show({ total: 90_000 });
    expect(screen.getByRole('grid', { name: 'Rows' })).toHaveAttribute('aria-rowcount', '90001');
    expect(screen.getByText('Row 0')).toBeVisible();
    expect(screen.getAllByRole('row').length).toBeLessThan(40);
  });

  it('is one stop for Tab; arrows walk the rows and Enter opens', async () => {
    const onOpen = vi.fn();
    const user = userEvent.setup();
    show({ onOpen });
    await user.tab();
    expect(screen.getByText('Row 0').closest('[role=row]')).toHaveFocus();
    await user.keyboard('{ArrowUp}{ArrowDown}{ArrowDown}{ArrowUp}{ArrowDown}');
    const second = screen.getByText('Row 2').closest('[role=row]');
    expect(second).toHaveFocus();
    expect(second).toHaveAttribute('tabindex', '0');
    expect(document.querySelectorAll('[role=row][tabindex="0"]')).toHaveLength(1);
    await user.keyboard('{Enter}');
    expect(onOpen.mock.calls).toEqual([[{ id: 2, name: 'Row 2' }]]);
  });

  it('leaves Enter to a button inside a row', async () => {
    const onOpen = vi.fn();
    const onKeyPress = vi.fn();
    const user = userEvent.setup();
    const withButton: DataTableColumn<Row> = {
      id: 'act',
      header: 'Act',
      cell: (row) => <button onKeyUp={onKeyPress}>Act on {row.id}</button>,
    };
    show({ onOpen, columns: [withButton], rows: rows(3) });
    screen.getByRole('button', { name: 'Act on 1' }).focus();
    await user.keyboard('{ArrowDown}');
    expect(onKeyPress).toHaveBeenCalledOnce();
    expect(screen.getByRole('button', { name: 'Act on 1' })).toHaveFocus();
  });

  it('asks for more only near the end, and not while it is loading', () => {
    const far = vi.fn();
    show({ rows: rows(500), total: 900, onEndReached: far });
    expect(far).not.toHaveBeenCalled();
    const near = vi.fn();
    const view = show({ rows: rows(12), total: 900, onEndReached: near });
    expect(near).toHaveBeenCalledOnce();
    view.unmount();
    const loading = vi.fn();
    show({ rows: rows(12), total: 900, onEndReached: loading, loadingMore: true });
    expect(loading).not.toHaveBeenCalled();
    const all = vi.fn();
    show({ rows: rows(12), onEndReached: all });
    expect(all).not.toHaveBeenCalled();
  });

  it('asks for the other direction when a heading is pressed', async () => {
    const onSort = vi.fn();
    show({ onSort, sort: { id: 'name', desc: true } });
    expect(screen.getByRole('columnheader', { name: 'Name' })).toHaveAttribute(
      'aria-sort',
      'descending',
    );
    await userEvent.click(screen.getByRole('button', { name: 'Name' }));
    expect(onSort).toHaveBeenCalledWith({ id: 'name', desc: false });
    expect(screen.queryByRole('button', { name: 'Number' })).toBeNull();
  });
});
