/** One list: how many people are on it, and each line of the file that is nobody, with the reason. */
import { Modal } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { call, commands } from '../../api';
import { count, plural } from '../../format';
import { ErrorNote, Stat, StatRow } from '../../parts';
import styles from './sources.module.css';

export function ListReport({ id, onClose }: { id: number; onClose: () => void }) {
  const report = useQuery({
    queryKey: ['people', 'lists', id],
    queryFn: () => call(commands.peopleListReport(id)),
  });
  const list = report.data?.list;
  const left = report.data?.left_off ?? [];
  return (
    <Modal opened onClose={onClose} title={list ? `${list.name} · ${list.file}` : 'List'} size="lg">
      <ErrorNote error={report.error} />
      {list && (
        <>
          <StatRow>
            <Stat label="On the list" value={plural(list.people, 'person', 'people')} />
            <Stat
              label="Unknown addresses"
              value={count(list.unknown)}
              hint="whoever turns up with one joins"
            />
            <Stat
              label="Left off"
              value={count(list.refused)}
              hint={`of ${plural(list.lines, 'line')}`}
            />
          </StatRow>
          {left.length > 0 && (
            <table className={styles.report}>
              <thead>
                <tr>
                  <th scope="col">Line</th>
                  <th scope="col">What stands there</th>
                  <th scope="col">Why it is nobody</th>
                </tr>
              </thead>
              <tbody>
                {left.map((line) => (
                  <tr key={line.line}>
                    <td>{count(line.line)}</td>
                    <td>{line.text}</td>
                    <td>{line.reason}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          )}
        </>
      )}
    </Modal>
  );
}
