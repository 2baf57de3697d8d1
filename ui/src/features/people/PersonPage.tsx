/**
 * One person: numbers first, then how they compare, their orders and history; at the side who they are and
 * what they agreed to. j / k or the arrows turn to the next and the previous person of the list.
 */
import { useQuery } from '@tanstack/react-query';
import { call, commands, type PersonPage as Data } from '../../api';
import { date } from '../../format';
import { ErrorNote, Loading, Page, PageHeader, Section } from '../../parts';
import { ConsentLedger } from './ConsentLedger';
import { ConsentPill } from './ConsentPill';
import { PersonActions } from './PersonActions';
import { PersonFacts } from './PersonFacts';
import { PersonOrders } from './PersonOrders';
import { PersonOutlook } from './PersonOutlook';
import { PersonStanding } from './PersonStanding';
import { PersonTimeline } from './PersonTimeline';
import { PersonValue } from './PersonValue';
import { Turner } from './Turner';
import { calledBy, country } from './words';
import styles from './people.module.css';

const BACK = { href: '/people', label: 'People' };

export function PersonPage({ id }: { id: number }) {
  const person = useQuery({
    queryKey: ['people', 'person', id],
    queryFn: () => call(commands.personGet(id)),
  });
  if (person.data) return <Loaded data={person.data} />;
  return (
    <Page>
      {person.error ? (
        <>
          <PageHeader title="Nobody here" back={BACK} />
          <ErrorNote error={person.error} />
        </>
      ) : (
        <Loading label="Opening this person" lines={8} />
      )}
    </Page>
  );
}

function Loaded({ data }: { data: Data }) {
  const { person } = data;
  const number = person.keys.find(({ source }) => source !== null)?.key ?? null;
  const name = calledBy({ ...person, number });
  const email = person.consent.find(({ channel }) => channel === 'email')?.state ?? null;
  const place = [person.city, country(person.country)].filter(Boolean).join(', ');
  return (
    <Page>
      <PageHeader
        title={name}
        back={BACK}
        badge={<ConsentPill state={email} />}
        subtitle={`${place === '' ? 'Place not known' : place} · known since ${date(person.created_at)}`}
        more={
          <>
            <Turner id={person.id} />
            <PersonActions person={person} name={name} />
          </>
        }
      />
      <PersonValue value={person.value} />
      <div className={styles.columns}>
        <div>
          <PersonStanding data={data} />
          <PersonOutlook id={person.id} bought={person.value.orders > 0} />
          <PersonOrders id={person.id} />
          <PersonTimeline id={person.id} />
        </div>
        <div>
          <Section title="Who they are">
            <PersonFacts person={person} />
          </Section>
          <Section title="What they agreed to">
            <ConsentLedger person={person} />
          </Section>
        </div>
      </div>
    </Page>
  );
}
