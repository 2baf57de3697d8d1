/** Each variant in a row: who got it, what they did, and how sure that is. */
import type { VariantReadout } from '../../api';
import { count, percent } from '../../format';
import { Money } from '../../parts';
import styles from './VariantTable.module.css';

export function VariantTable({ variants }: { variants: VariantReadout[] }) {
  const money = variants.some((v) => v.revenue !== null);
  return (
    <div className={styles.scroller}>
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">Variant</th>
            <th scope="col">People</th>
            <th scope="col">Share</th>
            <th scope="col">Converted</th>
            <th scope="col">Rate</th>
            <th scope="col">Probably</th>
            {money && <th scope="col">Revenue</th>}
            {money && <th scope="col">Per person</th>}
          </tr>
        </thead>
        <tbody>
          {variants.map((v, i) => (
            <tr key={v.name}>
              <th scope="row">
                {v.name}
                {i === 0 && <span className={styles.role}> control</span>}
              </th>
              <td>{count(v.sent)}</td>
              <td>{percent(v.share)}</td>
              <td>{count(v.converted)}</td>
              <td>{v.rate_shown.value}</td>
              <td>{v.rate_shown.range}</td>
              {money && (
                <td>
                  <Money value={v.revenue} />
                </td>
              )}
              {money && <td>{v.per_person?.shown.value}</td>}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
