/** The segment's size at the end of each week of the past year: the chart, and the weeks as figures. */
import { Button } from '@mantine/core';
import { useState } from 'react';
import type { SizePoint } from '../../../api';
import { count, date, percent } from '../../../format';
import { ChartFrame, ProgressLine } from '../../../parts';
import { useSizes, type Asked } from './queries';
import { Waiting } from './Waiting';
import styles from './beside.module.css';

export function OverTime({ asked }: { asked: Asked }) {
  const { data, error, refetch, isPlaceholderData, done, of } = useSizes(asked);
  const [open, setOpen] = useState(false);
  if (error) return <Waiting error={error} onRetry={() => void refetch()} />;
  if (!data) {
    return (
      <div className={styles.content}>
        <ProgressLine label="Counting week by week" done={done} total={of} />
      </div>
    );
  }
  const { chart } = data;
  const points = data.points.filter((p) => p.of > 0);
  if (points.length < 2) return <p className={styles.quiet}>{chart.description}</p>;
  return (
    <div data-counting={isPlaceholderData || undefined} className={styles.content}>
      <p className={styles.lead}>{chart.description}</p>
      <ChartFrame
        title={`${chart.title}. ${chart.description}`}
        svg={chart.svg}
        height={240}
        caption="Each week is counted as of that day, with what was known then of orders, emails and consent."
        actions={
          <Button
            variant="default"
            size="xs"
            flex="none"
            aria-expanded={open}
            onClick={() => {
              setOpen(!open);
            }}
          >
            {open ? 'Hide the weeks' : 'Show as figures'}
          </Button>
        }
      />
      {open && <Weeks points={points} />}
    </div>
  );
}

function Weeks({ points }: { points: SizePoint[] }) {
  return (
    <table className={styles.table} aria-label="Size by week">
      <thead>
        <tr>
          <th>At the end of</th>
          <th data-end>In the segment</th>
          <th data-end>Known to the shop</th>
          <th data-end>Share</th>
        </tr>
      </thead>
      <tbody>
        {[...points].reverse().map((p) => (
          <tr key={p.day}>
            <th scope="row">{date(p.day)}</th>
            <td data-end>{count(p.people)}</td>
            <td data-end>{count(p.of)}</td>
            <td data-end>{percent(p.people / p.of)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
