/** How the file itself is written: sheet, encoding, what stands between columns, which row names them. A change reads it anew. */
import { Loader, Select } from '@mantine/core';
import type { FileReading, ImportPlan } from '../../../api';
import styles from './import.module.css';

type Props = {
  plan: ImportPlan;
  how: FileReading;
  reading: boolean;
  onHow: (how: FileReading) => void;
};

const ENCODINGS = [
  { value: 'UTF-8', label: 'UTF-8' },
  { value: 'windows-1252', label: 'Western European (Windows)' },
  { value: 'windows-1250', label: 'Central European (Windows)' },
  { value: 'windows-1251', label: 'Cyrillic (Windows)' },
  { value: 'windows-1253', label: 'Greek (Windows)' },
  { value: 'windows-1254', label: 'Turkish (Windows)' },
  { value: 'macintosh', label: 'Western European (old Mac)' },
  { value: 'UTF-16LE', label: 'UTF-16, “Unicode text” of Excel' },
  { value: 'UTF-16BE', label: 'UTF-16, big-endian' },
  { value: 'Shift_JIS', label: 'Japanese (Shift JIS)' },
];
const DELIMITERS = [
  { value: ',', label: 'Comma' },
  { value: ';', label: 'Semicolon' },
  { value: '\t', label: 'Tab' },
  { value: '|', label: 'Pipe  |' },
];

export function Written({ plan, how, reading, onHow }: Props) {
  const m = plan.mapping;
  const rows = plan.top.map((row, at) => ({
    value: String(at + 1),
    label: `Line ${String(row.line)}: ${row.cells.filter(Boolean).join(', ').slice(0, 48)}`,
  }));
  const header = m.header ? String(plan.top.findIndex((row) => row.header) + 1) : '0';
  return (
    <>
      <div className={styles.written}>
        {m.sheet != null && (
          <Select
            label="Sheet"
            data={plan.file.sheets}
            value={m.sheet}
            allowDeselect={false}
            onChange={(sheet) => {
              if (sheet) onHow({ sheet, encoding: null, delimiter: null, header_row: null });
            }}
          />
        )}
        {m.sheet == null && (
          <>
            <Select
              label="Letters are written as"
              data={withOwn(ENCODINGS, m.encoding)}
              value={m.encoding}
              searchable
              allowDeselect={false}
              onChange={(encoding) => {
                if (encoding) onHow({ ...how, encoding });
              }}
            />
            <Select
              label="Between the columns"
              data={withOwn(DELIMITERS, m.delimiter)}
              value={m.delimiter}
              allowDeselect={false}
              onChange={(delimiter) => {
                if (delimiter) onHow({ ...how, delimiter, header_row: null });
              }}
            />
          </>
        )}
        <Select
          label="The columns’ names are in"
          data={[...rows, { value: '0', label: 'No row: there are no names' }]}
          value={header}
          allowDeselect={false}
          rightSection={reading ? <Loader size={14} /> : undefined}
          onChange={(row) => {
            if (row) onHow({ ...how, header_row: Number(row) });
          }}
        />
      </div>
      <div
        className={styles.top}
        role="region"
        aria-label="The first rows of the file"
        tabIndex={0}
      >
        <table>
          <tbody>
            {plan.top.slice(0, 6).map((row) => (
              <tr key={row.line} data-header={row.header || undefined}>
                <th scope="row">{row.line}</th>
                {row.cells.map((cell, at) => (
                  <td key={at}>{cell}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}

const withOwn = (all: { value: string; label: string }[], own: string) =>
  all.some((one) => one.value === own) ? all : [{ value: own, label: own }, ...all];
