/** One of the room's charts by its name, with what it says under it. */
import type { ChartName } from '../../api';
import { ChartFrame, ErrorNote } from '../../parts';
import { useChart } from './useInsights';

export function Chart({ name, height }: { name: ChartName; height?: number }) {
  const chart = useChart(name);
  if (chart.error) return <ErrorNote error={chart.error} />;
  const { title = 'A chart', description, svg } = chart.data ?? {};
  return (
    <ChartFrame
      title={description === undefined ? title : `${title}. ${description}`}
      svg={svg}
      caption={description}
      height={height}
    />
  );
}
