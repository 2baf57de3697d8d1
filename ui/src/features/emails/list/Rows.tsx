/** The saved emails: their folders, search and order are those of every list of documents; the rows are this room's own. */
import { useState } from 'react';
import type { EmailSummary } from '../../../api';
import { NameDialog } from '../../../parts';
import { Arranged, byName, changedLast } from '../../../parts/folders';
import type { EmailActions } from './useEmailActions';
import { Row } from './Row';

const text = (row: EmailSummary) => `${row.name} ${row.subject}`;

export function Rows(props: { emails: EmailSummary[]; actions: EmailActions }) {
  const { emails, actions } = props;
  const [naming, setNaming] = useState<EmailSummary | null>(null);
  return (
    <section aria-label="Your emails">
      <Arranged
        kind="email"
        rows={emails}
        text={text}
        searched="names and subjects"
        orders={[
          { label: 'Changed last first', by: changedLast },
          { label: 'By name', by: byName },
        ]}
        row={(email, at) => (
          <Row key={email.id} {...at} email={email} actions={actions} onRename={setNaming} />
        )}
      />
      {naming && (
        <NameDialog
          title="Rename the email"
          label="Its name"
          description="Only you see it; readers see the subject."
          name={naming.name}
          most={120}
          confirm="Rename"
          onSave={(name) => actions.rename(naming, name)}
          onClose={() => {
            setNaming(null);
          }}
        />
      )}
    </section>
  );
}
