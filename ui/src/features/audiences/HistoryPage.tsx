/** Every push so far, the one that was interrupted on top, and the way to a new one. */
import { Button } from '@mantine/core';
import { Link, useLocation } from 'wouter';
import { call, commands, useTasks, type PushLine } from '../../api';
import { count, date } from '../../format';
import {
  confirm,
  DataTable,
  EmptyState,
  ErrorNote,
  Loading,
  Page,
  PageHeader,
  Pill,
  Section,
  showFailure,
  type DataTableColumn,
} from '../../parts';
import { Connect } from './Connect';
import { pushUnderWay, useConnection, useHistory } from './queries';
import { StatePill } from './StatePill';
import { Unfinished } from './Unfinished';

const STEPS = [
  {
    title: 'First the difference',
    text: 'Who joins, who changes and who is left out, before anything is sent.',
  },
  { title: 'Consent at the door', text: 'Whoever said no, here or in Mailchimp, is left alone.' },
  {
    title: 'All of it on record',
    text: 'Each export is written down, person by person, goes on after an interruption, and can be taken back.',
  },
];

const columns: DataTableColumn<PushLine>[] = [
  { id: 'when', header: 'When', width: '180px', cell: (p) => date(p.started_at, 'time') },
  { id: 'whom', header: 'Whom', cell: (p) => p.group },
  { id: 'audience', header: 'Audience', cell: (p) => p.audience },
  {
    id: 'state',
    header: 'State',
    width: '120px',
    cell: (p) => <StatePill push={p} />,
  },
  { id: 'added', header: 'Added', width: '78px', align: 'end', cell: (p) => count(p.added) },
  { id: 'updated', header: 'Updated', width: '84px', align: 'end', cell: (p) => count(p.updated) },
  { id: 'blocked', header: 'Left out', width: '84px', align: 'end', cell: (p) => count(p.blocked) },
  { id: 'failed', header: 'Refused', width: '84px', align: 'end', cell: (p) => count(p.failed) },
];

export function HistoryPage() {
  const [, go] = useLocation();
  const connection = useConnection();
  const history = useHistory();
  const tasks = useTasks();
  const lines = history.data ?? [];
  const account = connection.data?.account;
  const running = pushUnderWay(tasks.data);
  const unfinished = lines.find((line) => line.left > 0 && line.undone_by === null);
  const begin = (
    <Button component={Link} href="/audiences/new">
      New export
    </Button>
  );
  return (
    <Page wide={lines.length > 0}>
      <PageHeader
        title="Audiences"
        subtitle="Hand a segment over to Mailchimp, and see first what will change."
        badge={account && <Pill tone="good">Mailchimp: {account.name}</Pill>}
        more={account && <Disconnect name={account.name} />}
        action={account && lines.length > 0 ? begin : undefined}
      />
      <ErrorNote error={connection.error ?? history.error} />
      {(connection.isPending || history.isPending) && <Loading label="Reading the history" />}
      {connection.data === null && (
        <Section
          title="Connect Mailchimp"
          hint="Nothing is sent by connecting; it only tests the key."
        >
          <Connect />
        </Section>
      )}
      {unfinished && !running && <Unfinished push={unfinished} />}
      {history.data && lines.length === 0 && (
        <EmptyState title="Nothing has been exported yet" steps={STEPS} action={account && begin}>
          Every export will be listed here with who was added, who was changed and who was left out
          because they did not agree.
        </EmptyState>
      )}
      {lines.length > 0 && (
        <DataTable
          label="Exports so far"
          columns={columns}
          rows={lines}
          rowId={(p) => String(p.id)}
          onOpen={(p) => {
            go(`/audiences/${String(p.id)}`);
          }}
        />
      )}
    </Page>
  );
}

function Disconnect({ name }: { name: string }) {
  const disconnect = async () => {
    const sure = await confirm({
      title: `Disconnect “${name}”?`,
      body: 'The key is taken out of this machine’s keychain. The history stays, and nothing changes in Mailchimp.',
      confirmLabel: 'Disconnect',
    });
    if (sure) await call(commands.mailchimpDisconnect());
  };
  return (
    <Button
      variant="subtle"
      onClick={() => {
        disconnect().catch(showFailure);
      }}
    >
      Disconnect
    </Button>
  );
}
