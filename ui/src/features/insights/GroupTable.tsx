/** Groups of people with what their name means, how many they are and what they spent; the number leads to them. */
import { Link } from 'wouter';
import type { Money as Amount } from '../../api';
import { count, money, percent } from '../../format';
import styles from './insights.module.css';

export type Group = {
  id: string;
  label: string;
  meaning: string;
  people: number;
  net: Amount;
  href: string;
};

export function GroupTable({ label, groups }: { label: string; groups: Group[] }) {
  const all = groups.reduce((sum, group) => sum + group.people, 0);
  return (
    <table className={styles.table} aria-label={label}>
      <thead>
        <tr>
          <th>Name</th>
          <th>What it means</th>
          <th data-end>People</th>
          <th data-end>Share</th>
          <th data-end>Spent so far</th>
        </tr>
      </thead>
      <tbody>
        {groups.map(({ id, label: name, meaning, people, net, href }) => (
          <tr key={id}>
            <th scope="row">{name}</th>
            <td className={styles.meaning}>{meaning}</td>
            <td data-end>
              {people > 0 ? (
                <Link href={href} title={`Make a segment of them: ${name}`}>
                  {count(people)}
                </Link>
              ) : (
                count(0)
              )}
            </td>
            <td data-end>{percent(all > 0 ? people / all : 0, 0)}</td>
            <td data-end>{money(net, { whole: true })}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
