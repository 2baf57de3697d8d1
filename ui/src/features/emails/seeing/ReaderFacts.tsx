/** Who reads, in two lines: the name, and what is known of them. */
import { Link } from 'wouter';
import type { ConsentState } from '../../../api';
import { plural } from '../../../format';
import { DateText, Money, Pill, type PillTone } from '../../../parts';
import { language } from './languages';
import type { Seen } from './useSeeing';
import styles from './ReaderBar.module.css';

const CONSENT: Record<ConsentState, { tone: PillTone; word: string }> = {
  subscribed: { tone: 'good', word: 'Said yes to emails' },
  unsubscribed: { tone: 'bad', word: 'Said no to emails' },
  pending: { tone: 'attention', word: 'Has not confirmed yet' },
  cleaned: { tone: 'bad', word: 'The address bounces' },
};

export function ReaderFacts({ seen, reason }: { seen: Seen; reason: string | null }) {
  const { look, readers, preview } = seen;
  const person = look.asMadeUp ? preview.data?.person : readers.data?.person;
  if (!person) return null;
  const consent = readers.data?.consent;
  const place = [person.city, person.country].filter(Boolean).join(', ');
  return (
    <div className={styles.facts}>
      <p className={styles.name}>
        {look.asMadeUp ? (
          <>
            <b>{person.name}</b> <Pill>Made up</Pill>
          </>
        ) : (
          <>
            <Link href={`/people/${String(person.id)}`}>
              <b>{person.name}</b>
            </Link>{' '}
            {consent ? (
              <Pill tone={CONSENT[consent].tone}>{CONSENT[consent].word}</Pill>
            ) : (
              <Pill>Never said yes or no</Pill>
            )}
          </>
        )}
      </p>
      <p className={styles.known}>
        {person.email !== person.name && <span>{person.email ?? 'No address'}</span>}
        {place && <span>{place}</span>}
        {person.language && <span>{language(person.language)}</span>}
        <span>
          {person.orders === 0 ? (
            'Never ordered'
          ) : (
            <>
              {plural(person.orders, 'order')}, <Money value={person.spent} />
              {person.last_order && (
                <>
                  , last on <DateText when={person.last_order} />
                </>
              )}
            </>
          )}
        </span>
      </p>
      {reason && !look.asMadeUp && (
        <p className={styles.reason} data-reason>
          {reason}
        </p>
      )}
    </div>
  );
}
