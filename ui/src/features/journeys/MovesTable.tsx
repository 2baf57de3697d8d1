/** Every move between two stages: rows are where people were, columns where they are. Empty means nobody. */
import type { JourneyMap } from '../../api';
import { count } from '../../format';
import styles from './tables.module.css';

export function MovesTable({ map: { stages, moves } }: { map: JourneyMap }) {
  const between = (from: number, to: number) =>
    moves.find((move) => move.from === from && move.to === to)?.people;
  return (
    <div className={styles.scroller}>
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">From ↓ to →</th>
            {stages.map((stage) => (
              <th scope="col" key={stage.name}>
                {stage.name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {stages.map((stage, from) => (
            <tr key={stage.name}>
              <th scope="row">{stage.name}</th>
              {stages.map((other, to) => (
                <td key={other.name} data-stayed={from === to || undefined}>
                  {from === to ? `${count(stage.stayed)} stayed` : showSome(between(from, to))}
                </td>
              ))}
            </tr>
          ))}
          <tr>
            <th scope="row">New to you</th>
            {stages.map((stage) => (
              <td key={stage.name}>{showSome(stage.arrived)}</td>
            ))}
          </tr>
        </tbody>
      </table>
    </div>
  );
}

const showSome = (people: number | undefined) => (people ? count(people) : '');
