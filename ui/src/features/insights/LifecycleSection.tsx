/** Lifecycle: where people stand with the shop, by the shop's own rhythm of coming back. */
import type { LifecycleTable } from '../../api';
import { plural } from '../../format';
import { ErrorNote, Loading, Section } from '../../parts';
import { Chart } from './Chart';
import { GroupTable } from './GroupTable';
import { atStage, segmentLink } from './segmentLink';
import { useLifecycle } from './useInsights';

export function LifecycleSection() {
  const { data, error } = useLifecycle();
  return (
    <Section title="Where people stand" hint={data && rhythm(data)}>
      <ErrorNote error={error} />
      {!data && !error && <Loading lines={6} />}
      {data?.rhythm && (
        <>
          <Chart name="lifecycle" height={220} />
          <GroupTable
            label="Stages"
            groups={data.stages.map((stage) => ({
              ...stage,
              id: stage.stage,
              href: segmentLink(atStage(stage.stage)),
            }))}
          />
        </>
      )}
    </Section>
  );
}

function rhythm({ rhythm: r, repeat_buyers, not_enough }: LifecycleTable): string {
  if (r === null) return not_enough ?? '';
  const who = plural(repeat_buyers, 'person', 'people');
  return `Learned from ${who} who bought at least twice: half of them usually come back within ${plural(r.usual_days, 'day')}, four in five within ${plural(r.quiet_days, 'day')}.`;
}
