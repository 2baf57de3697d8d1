/** Revenue by month, as the core draws it. */
import { Link } from 'wouter';
import { ChartFrame, ErrorNote, Section } from '../../parts';
import { useRevenueChart } from './useGlance';

export function Takings() {
  const { data, error } = useRevenueChart();
  return (
    <Section title="What came in, by month" aside={<Link href="/insights">As figures</Link>}>
      {error != null ? (
        <ErrorNote error={error} />
      ) : (
        <ChartFrame
          title={data ? `${data.title}. ${data.description}` : 'Revenue by month'}
          svg={data?.svg}
          caption={data?.description}
          height={184}
        />
      )}
    </Section>
  );
}
