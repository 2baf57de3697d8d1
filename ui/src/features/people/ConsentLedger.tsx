/** Every statement about what somebody agreed to, newest first, with how we know. It only shows: nothing is set here. */
import type { PersonView } from '../../api';
import { DateText } from '../../parts';
import { CONSENT, method } from './words';
import styles from './people.module.css';

export function ConsentLedger({ person: { ledger } }: { person: PersonView }) {
  if (ledger.length === 0) {
    return (
      <p className={styles.quiet}>
        They never said anything, so they may not be sent marketing. Buying alone is not agreeing.
      </p>
    );
  }
  return (
    <ol className={styles.ledger}>
      {ledger.map((line, i) => (
        <li key={i}>
          <strong>{CONSENT[line.state].label}</strong> for {channel(line.channel)}
          <small>
            <DateText when={line.at} shape="time" /> · {method(line.method)} · {line.source}
          </small>
          {line.wording !== null && <blockquote>“{line.wording}”</blockquote>}
        </li>
      ))}
    </ol>
  );
}

const channel = (code: string) => (code === 'sms' ? 'text messages' : code);
