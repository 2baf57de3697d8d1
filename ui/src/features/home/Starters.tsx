/**
 * Ready groups with how many people are in each today: the quickest way to a first segment. A card opens the
 * editor with the group in it; nothing is saved by looking.
 */
import { Link } from 'wouter';
import type { StarterCard } from '../../api';
import { count, noun } from '../../format';
import { ErrorNote, Loading, Section } from '../../parts';
import styles from './Glance.module.css';
import { useStarters } from './useGlance';

export function Starters() {
  const { data, error } = useStarters();
  return (
    <Section
      title="Groups to start from"
      aside={<Link href="/segments/gallery">All ready segments</Link>}
    >
      {error != null && <ErrorNote error={error} />}
      {!data && error == null && <Loading lines={4} />}
      {data && (
        <ul className={styles.starters}>
          {data.filter(toBegin).map((card) => (
            <li key={card.name}>
              <Starter card={card} />
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}

/** The few to begin with; one that cannot be counted yet waits in the gallery. */
const toBegin = (card: StarterCard) => card.featured && card.count !== null;

function Starter({ card }: { card: StarterCard }) {
  return (
    <Link
      href={`/segments/new/${encodeURIComponent(card.name)}`}
      className={styles.starter}
      title={card.sentence}
    >
      <h3>{card.name}</h3>
      <div className={styles.count}>
        {card.count === 0 ? (
          <span>nobody today</span>
        ) : (
          <>
            {count(card.count)} <span>{noun(card.count ?? 0, 'person', 'people')}</span>
          </>
        )}
      </div>
      <p>{card.note ?? card.purpose}</p>
    </Link>
  );
}
