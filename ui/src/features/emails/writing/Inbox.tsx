/** How the inbox announces the letter: the subject and what stands beside it, with versions for some readers. */
import { useState } from 'react';
import type { EmailAudience } from '../../../api';
import { AudiencePicker } from '../audience/AudiencePicker';
import { addHead, moved } from '../audience/variants';
import { Versions } from '../audience/Versions';
import { Mistakes } from '../checks/Mistakes';
import { useDesk } from '../desk/desk';
import { Editable } from './text/Editable';
import audience from '../audience/audience.module.css';
import styles from './letter.module.css';

export function Inbox() {
  const { email, change, selected, select, say } = useDesk();
  const [asking, setAsking] = useState(false);
  const heads = email.head_variants ?? [];
  const shown = heads.find((v) => v.id === selected) ?? null;
  const set = (part: { subject?: string; preheader?: string }, word: string) => {
    change(
      (now) =>
        shown
          ? {
              ...now,
              head_variants: (now.head_variants ?? []).map((v) =>
                v.id === shown.id ? { ...v, ...part } : v,
              ),
            }
          : { ...now, ...part },
      `change the ${word}`,
      `${shown?.id ?? ''} ${word}`,
    );
  };
  const setHeads = (head_variants: typeof heads, what: string) => {
    change((now) => ({ ...now, head_variants }), what);
  };
  const add = (only_for: EmailAudience) => {
    const added = addHead(email, only_for);
    change(added.email, 'add a version of the subject');
    select(added.id);
  };
  return (
    <section className={styles.inbox} aria-label="In the inbox">
      {heads.length > 0 && (
        <Versions
          label="Versions of the subject"
          versions={heads}
          shown={shown?.id ?? null}
          onShow={select}
          onMove={(id, by) => {
            const next = moved(heads, id, by);
            if (next === heads) say('It cannot go there.');
            else setHeads(next, 'change the order of the subjects');
          }}
          onRemove={(id) => {
            setHeads(
              heads.filter((v) => v.id !== id),
              'remove a version of the subject',
            );
            select(null);
          }}
          onAudience={(id, only_for) => {
            setHeads(
              heads.map((v) => (v.id === id ? { ...v, only_for } : v)),
              'change who gets a subject',
            );
          }}
        />
      )}
      <div className={styles.inboxLine}>
        <span className={styles.inboxName} aria-hidden="true">
          Subject
        </span>
        <Editable
          mode="line"
          label="Subject"
          placeholder="What the inbox shows first"
          value={shown?.subject ?? email.subject}
          onChange={(subject) => {
            set({ subject }, 'subject');
          }}
        />
      </div>
      <div className={styles.inboxLine}>
        <span className={styles.inboxName} aria-hidden="true">
          Preheader
        </span>
        <Editable
          mode="line"
          label="Preheader"
          placeholder="What stands beside it"
          value={shown ? (shown.preheader ?? '') : (email.preheader ?? '')}
          onChange={(preheader) => {
            set({ preheader }, 'preheader');
          }}
        />
      </div>
      <Mistakes block={null} />
      <AudiencePicker
        opened={asking}
        title="Another subject for"
        onClose={() => {
          setAsking(false);
        }}
        onChoose={add}
      >
        <button
          type="button"
          className={audience.button}
          onClick={() => {
            setAsking(true);
          }}
        >
          Another subject for some readers …
        </button>
      </AudiencePicker>
    </section>
  );
}
