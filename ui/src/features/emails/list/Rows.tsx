/** The saved emails: search, order and the archive above, the rows below. */
import { Button, NativeSelect, TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useState } from 'react';
import type { EmailSummary } from '../../../api';
import { plural } from '../../../format';
import type { EmailActions } from './useEmailActions';
import { Rename } from './Rename';
import { Row } from './Row';
import { shownOf, type EmailOrder } from './shown';
import styles from './list.module.css';

export function Rows(props: { emails: EmailSummary[]; actions: EmailActions }) {
  const { emails, actions } = props;
  const [search, setSearch] = useState('');
  const [order, setOrder] = useState<EmailOrder>('changed');
  const [archive, setArchive] = useState(false);
  const [naming, setNaming] = useState<EmailSummary | null>(null);
  const archived = emails.filter((e) => e.archived).length;
  // The last one out of the archive closes it.
  const inside = archive && archived > 0;
  const shown = shownOf(emails, search, order, inside);
  return (
    <section aria-label="Your emails">
      <div className={styles.toolbar}>
        <TextInput
          aria-label="Search the emails"
          placeholder="Search names and subjects"
          leftSection={<IconSearch size={15} stroke={1.6} />}
          value={search}
          onChange={(e) => {
            setSearch(e.currentTarget.value);
          }}
          onKeyDown={(e) => {
            if (e.key === 'Escape') setSearch('');
          }}
        />
        <NativeSelect
          aria-label="Order"
          value={order}
          onChange={(e) => {
            setOrder(e.currentTarget.value as EmailOrder);
          }}
          data={[
            { value: 'changed', label: 'Changed last first' },
            { value: 'name', label: 'By name' },
          ]}
        />
        {archived > 0 && (
          <Button
            variant="subtle"
            aria-pressed={inside}
            onClick={() => {
              setArchive(!inside);
            }}
          >
            {inside ? 'Back to all' : `Archive (${String(archived)})`}
          </Button>
        )}
        <p role="status" className="visually-hidden">
          {search ? `${plural(shown.length, 'email')} found` : ''}
        </p>
      </div>
      {shown.length === 0 && (
        <p className={styles.none}>
          {search
            ? 'No email has these words in its name or subject.'
            : 'All your emails are in the archive.'}
        </p>
      )}
      <ul className={styles.list}>
        {shown.map((email) => (
          <Row key={email.id} email={email} actions={actions} onRename={setNaming} />
        ))}
      </ul>
      {naming && (
        <Rename
          email={naming}
          onSave={(name) => actions.rename(naming, name)}
          onClose={() => {
            setNaming(null);
          }}
        />
      )}
    </section>
  );
}
