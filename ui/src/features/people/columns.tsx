/** The columns of the list of people. A column's id is the name of its order in the core. */
import type { PersonRow } from '../../api';
import { DateText, Money, type DataTableColumn } from '../../parts';
import { count } from '../../format';
import { ConsentPill } from './ConsentPill';
import { calledBy, country } from './words';
import styles from './people.module.css';

export const columns: DataTableColumn<PersonRow>[] = [
  {
    id: 'name',
    header: 'Name',
    width: 'minmax(148px, 1fr)',
    sortable: true,
    cell: ({ person }) => <span className={styles.name}>{calledBy(person)}</span>,
  },
  {
    id: 'email',
    header: 'Email',
    width: 'minmax(130px, 1.4fr)',
    cell: ({ person }) => person.email ?? <span className={styles.unset}>no email</span>,
  },
  {
    id: 'country',
    header: 'Country',
    width: '82px',
    cell: ({ person }) =>
      person.country === null ? (
        <span className={styles.unset}>–</span>
      ) : (
        <span title={country(person.country) ?? undefined}>{person.country}</span>
      ),
  },
  {
    id: 'orders',
    header: 'Orders',
    width: '72px',
    align: 'end',
    sortable: true,
    cell: ({ person }) => count(person.orders),
  },
  {
    id: 'spent',
    header: 'Spent',
    width: '106px',
    align: 'end',
    sortable: true,
    cell: ({ person }) => (
      <Money value={person.orders > 0 || person.spent.minor !== 0 ? person.spent : null} />
    ),
  },
  {
    id: 'last_order',
    header: 'Last order',
    width: '116px',
    align: 'end',
    sortable: true,
    cell: ({ person }) => <DateText when={person.last_order} />,
  },
  {
    id: 'rfm',
    header: 'RFM',
    width: '158px',
    cell: ({ rfm }) => rfm ?? <span className={styles.unset}>–</span>,
  },
  {
    id: 'consent',
    header: 'Email consent',
    width: '126px',
    cell: ({ person }) => <ConsentPill state={person.consent} />,
  },
];
