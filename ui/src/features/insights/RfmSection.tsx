/** RFM: the names with their people, and the grid of how recently and how often they buy. */
import { Section, ErrorNote, Loading } from '../../parts';
import { Chart } from './Chart';
import { GroupTable } from './GroupTable';
import { segmentLink, withName } from './segmentLink';
import { useRfm } from './useInsights';

export function RfmSection() {
  const { data, error } = useRfm();
  return (
    <Section
      title="How recently, how often, for how much"
      hint="Each buyer is compared with your other buyers: 5 means better than at least four in five of them, in how recently they bought (R), how often (F) and for how much (M). The three together give the name."
    >
      <ErrorNote error={error} />
      {!data && !error && <Loading lines={6} />}
      {data?.not_enough && <p>{data.not_enough}</p>}
      {data && !data.not_enough && (
        <>
          <Chart name="rfm" />
          <GroupTable
            label="RFM names"
            groups={data.names.map((group) => ({
              ...group,
              id: group.name,
              href: segmentLink(withName(group.name)),
            }))}
          />
        </>
      )}
    </Section>
  );
}
