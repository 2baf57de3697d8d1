/** The figures first: each variant's rate, then each difference from the control, then the money. */
import type { Readout, Shown } from '../../api';
import { count, plural } from '../../format';
import { Stat, StatRow } from '../../parts';

const between = (shown: Shown) => (shown.range ? shown.range : 'how sure is not known');

export function Numbers({ readout }: { readout: Readout }) {
  const several = readout.comparisons.length > 1;
  return (
    <StatRow>
      {readout.variants.map((v) => (
        <Stat
          key={v.name}
          label={v.name}
          value={v.rate_shown.value}
          hint={`${count(v.converted)} of ${plural(v.sent, 'person', 'people')}`}
        />
      ))}
      {readout.comparisons.map((c) => (
        <Stat
          key={c.variant}
          label={several ? `Difference, ${c.variant}` : 'Difference'}
          value={c.difference_shown.value.replace(' points', '')}
          hint={`points; ${between(c.difference_shown)}`}
        />
      ))}
      {readout.comparisons.map(
        (c) =>
          c.revenue && (
            <Stat
              key={c.variant}
              label={several ? `Per person, ${c.variant}` : 'Revenue per person'}
              value={c.revenue.shown.value}
              hint={between(c.revenue.shown)}
            />
          ),
      )}
    </StatRow>
  );
}
