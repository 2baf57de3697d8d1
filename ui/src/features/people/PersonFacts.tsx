/** What the sources say of somebody. What they do not say is shown as not known, never left away. */
import type { PersonView } from '../../api';
import { date } from '../../format';
import { country, language } from './words';
import styles from './people.module.css';

export function PersonFacts({ person }: { person: PersonView }) {
  const facts: [string, string | null][] = [
    ['Email', person.email],
    ['Phone', person.phone],
    ['City', person.city],
    ['Postcode', person.postcode],
    ['Region', person.region],
    ['Country', country(person.country)],
    ['Language', language(person.language)],
    ['Birthday', person.birthday === null ? null : date(person.birthday)],
    ['Account', person.registered ? 'Yes' : 'No, a guest or subscriber'],
    ['Tags', person.tags.length > 0 ? person.tags.join(', ') : 'none'],
    ...person.fields.map(({ name, value }): [string, string] => [name, value]),
    ...person.keys
      .filter(({ source }) => source !== null)
      .map(({ source, key }): [string, string] => ['Customer no.', `${key} at ${source ?? ''}`]),
  ];
  return (
    <dl className={styles.facts}>
      {facts.map(([name, value]) => (
        <Fact key={`${name} ${value ?? ''}`} name={name} value={value} />
      ))}
    </dl>
  );
}

function Fact({ name, value }: { name: string; value: string | null }) {
  return (
    <>
      <dt>{name}</dt>
      <dd>{value ?? <span className={styles.unset}>not known</span>}</dd>
    </>
  );
}
