/** What became of each line of a file of codes. */
import { Button, Group } from '@mantine/core';
import type { CouponImport } from '../../../api';
import { count, plural } from '../../../format';
import { Stat, StatRow } from '../../../parts';
import styles from './coupons.module.css';

export function ImportReport({ report, onClose }: { report: CouponImport; onClose: () => void }) {
  const skipped = report.twice + report.known + report.refused;
  return (
    <div className={styles.form}>
      <StatRow>
        <Stat label="Added" value={plural(report.added, 'code')} />
        <Stat label="Left in the pool" value={count(report.pool.free)} />
        <Stat
          label="Skipped"
          value={count(skipped)}
          hint={`${count(report.twice)} twice in the file, ${count(report.known)} in a pool already, ${count(report.refused)} no code`}
        />
      </StatRow>
      {report.left.length > 0 && (
        <table className={styles.report}>
          <thead>
            <tr>
              <th scope="col">Line</th>
              <th scope="col">What stands there</th>
              <th scope="col">Why it was skipped</th>
            </tr>
          </thead>
          <tbody>
            {report.left.map((line) => (
              <tr key={line.line}>
                <td>{count(line.line)}</td>
                <td>
                  <bdi>{line.code}</bdi>
                </td>
                <td>{line.reason}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {skipped > report.left.length && (
        <p className={styles.soft}>The first {plural(report.left.length, 'line')} are shown.</p>
      )}
      <Group justify="flex-end">
        <Button onClick={onClose}>Done</Button>
      </Group>
    </div>
  );
}
