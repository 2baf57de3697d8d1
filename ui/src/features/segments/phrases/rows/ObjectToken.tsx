/** What stands right after the verb: the products, an event's name, search words, what happened to an email. */
import type { EmailEventKind } from '../../../../api';
import { ManyToken } from '../../tokens/ManyToken';
import { ThingsToken } from '../../tokens/ThingsToken';
import { useVocabulary } from '../../vocabulary';
import { ROWS, type ObjectKey, capital } from './rows';
import type { FilterEditing } from './useFilter';

export const HAPPENED: Record<EmailEventKind, string> = {
  opened: 'opened',
  clicked: 'clicked in',
  sent: 'were sent',
  bounced: 'had a bounce of',
  complained: 'complained about',
  unsubscribed: 'unsubscribed by',
};

/** After "did not". */
export const NOT_HAPPENED: Record<EmailEventKind, string> = {
  opened: 'open',
  clicked: 'click in',
  sent: 'get',
  bounced: 'have a bounce of',
  complained: 'complain about',
  unsubscribed: 'unsubscribe by',
};

type Props = {
  editing: FilterEditing;
  of: ObjectKey;
  /** It begins the phrase. */
  first?: boolean;
  /** It stands after "did not". */
  absent?: boolean;
};

export function ObjectToken({ editing, of, first, absent }: Props) {
  const words = useVocabulary();
  const { filter, set } = editing;
  const nothing = ROWS[editing.what].anything;
  switch (of) {
    case 'things':
      return <ThingsToken value={filter} nothing={nothing} onChange={set} />;
    case 'names':
      return (
        <ManyToken
          label="Which event"
          values={filter.names ?? []}
          offers={words.events.map((e) => ({ value: e.name, count: e.count }))}
          nothing={nothing}
          finished
          free
          counts="how often it happened"
          onChange={(names) => {
            set({ names });
          }}
        />
      );
    case 'terms':
      return (
        <ManyToken
          label="Words searched for"
          values={filter.terms ?? []}
          offers={words.searches}
          say={(t) => `“${t}”`}
          nothing={nothing}
          finished
          free
          counts="people who searched for it"
          onChange={(terms) => {
            set({ terms });
          }}
        />
      );
    case 'kinds': {
      const say = absent ? NOT_HAPPENED : HAPPENED;
      const none = absent ? 'have anything to do with' : 'had anything to do with';
      const cap = first ? capital : (t: string) => t;
      const kinds = filter.kinds ?? [];
      return (
        <ManyToken
          label="What happened"
          values={kinds}
          offers={Object.keys(HAPPENED).map((value) => ({ value }))}
          say={(k) => (k === kinds[0] ? cap(say[k]) : say[k as EmailEventKind])}
          nothing={cap(none)}
          finished
          onChange={(next) => {
            set({ kinds: next as EmailEventKind[] });
          }}
        />
      );
    }
  }
}
