/**
 * The dry run, which is the default screen of every export; afterwards the same page shows what came of it. The
 * figures are the way to the people behind them. Sending asks once more, in figures.
 */
import { Button } from '@mantine/core';
import { call, commands, useTasks, type PushDetail } from '../../api';
import { date, list, noun, people } from '../../format';
import { confirm, ErrorNote, Loading, Page, PageHeader, showFailure } from '../../parts';
import { Blocked } from './Blocked';
import { Figures } from './Figures';
import { PeopleTable } from './PeopleTable';
import { pushUnderWay, usePush } from './queries';
import { StatePill } from './StatePill';
import { Unfinished } from './Unfinished';
import { useShown } from './useShown';

export function PushPage({ id }: { id: number }) {
  const push = usePush(id);
  const tasks = useTasks();
  const [shown, show] = useShown(push.data);
  const d = push.data;
  if (!d) {
    return (
      <Page>
        <PageHeader title="Export" back={{ href: '/audiences', label: 'Audiences' }} />
        {push.isPending && <Loading label="Reading the dry run" />}
        <ErrorNote error={push.error} />
      </Page>
    );
  }
  const planned = d.state === 'planned';
  const running = pushUnderWay(tasks.data);
  const going = d.add + d.update + d.tag_only;
  return (
    <Page wide>
      <PageHeader
        title={planned ? 'What would change' : `Export of ${date(d.started_at)}`}
        subtitle={`${d.group} → “${d.audience.name}” in ${d.account}`}
        badge={<StatePill state={d.state} left={d.left} />}
        back={{ href: '/audiences', label: 'Audiences' }}
        action={
          planned &&
          going > 0 && (
            <Button
              disabled={running !== undefined}
              onClick={() => {
                send(d, going).catch(showFailure);
              }}
            >
              Send {people(going)} to Mailchimp
            </Button>
          )
        }
      />
      {!planned && d.left > 0 && !running && <Unfinished push={d} />}
      {!planned && d.left > 0 && !running && d.message && <p>{d.message}</p>}
      <p>{said(d, going)}</p>
      <Figures detail={d} shown={shown} onShow={show} />
      {shown === 'blocked' && <Blocked groups={d.blocked_by} />}
      <PeopleTable id={id} shown={shown} tag={d.tag} />
    </Page>
  );
}

async function send(d: PushDetail, going: number): Promise<void> {
  const deeds = [
    d.add > 0 &&
      `${people(d.add)} ${d.audience.double_opt_in ? 'will be asked by Mailchimp to confirm' : 'will be subscribed'}`,
    d.update > 0 && `the fields of ${people(d.update)} will change`,
    d.tag && `all of them will have the tag “${d.tag}”`,
  ].filter((deed) => typeof deed === 'string');
  const made =
    d.new_fields.length > 0
      ? ` The ${noun(d.new_fields.length, 'field')} ${list(d.new_fields)} will be made there first.`
      : '';
  const sure = await confirm({
    title: `Send ${people(going)} to “${d.audience.name}”?`,
    body: `${capital(list(deeds))}. ${people(d.blocked)} stay out. Nobody’s unsubscription is touched.${made}`,
    confirmLabel: `Send ${people(going)}`,
    cancelLabel: 'Not yet',
  });
  if (sure) await call(commands.audiencePush(d.id));
}

function said(d: PushDetail, going: number): string {
  if (d.state === 'planned') {
    if (going === 0)
      return 'There is nothing to send: everybody who may be there is there as they should be.';
    return 'Nothing has been sent yet. Look at who is in each number; then send, or go back and change something.';
  }
  if (d.failed > 0)
    return `${people(d.failed)} were refused by Mailchimp; the reason stands with each of them.`;
  if (d.left > 0) return `${people(d.left)} are not sent yet.`;
  return 'All of it arrived.';
}

const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);
