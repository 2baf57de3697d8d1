/** The stages as a list: the same as the canvas, for the keyboard, a screen reader and whoever likes rows. */
import { Link } from 'wouter';
import type { MapStage } from '../../api';
import { count, percent } from '../../format';
import { stageHref } from './openStage';
import styles from './tables.module.css';

export function StageTable({ stages }: { stages: MapStage[] }) {
  return (
    <div className={styles.scroller}>
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">Stage</th>
            <th scope="col" className={styles.words}>
              Who is there
            </th>
            <th scope="col">People</th>
            <th scope="col">Share</th>
            <th scope="col">30 days ago</th>
            <th scope="col">New to you</th>
            <th scope="col">Moved on</th>
            <th scope="col">Went back</th>
          </tr>
        </thead>
        <tbody>
          {stages.map((stage) => (
            <tr key={stage.name}>
              <th scope="row">
                <Link href={stageHref(stage)}>{stage.name}</Link>
              </th>
              <td className={styles.words}>{stage.sentence}</td>
              <td>{count(stage.people)}</td>
              <td>{percent(stage.share)}</td>
              <td>{count(stage.before)}</td>
              <td>{count(stage.arrived)}</td>
              <td>{count(stage.moved_on)}</td>
              <td>{count(stage.moved_back)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
