/**
 * The dry run, which is the default screen of every export; afterwards the same page shows what came of it. The
 * figures are the way to the people behind them. Sending asks once more, in figures.
 */
import { Button } from '@mantine/core';
import { call, commands, useTasks, type PushDetail } from '../../api';
import { date, list, noun, people } from '../../format';
import { confirm, ErrorNote, Loading, Page, PageHeader, showFailure } from '../../parts';
import { Blocked } from './Blocked';
import { TakeBack } from './TakeBack';
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
  const back = d.undoes !== null;
  const going = back ? d.remove + d.restore + d.untag : d.add + d.update + d.tag_only;
  return (
    <Page wide>
      <PageHeader
        title={title(d)}
        subtitle={`${d.group} → “${d.audience.name}” in ${d.account || d.target_name}`}
        badge={<StatePill push={d} />}
        back={{ href: '/audiences', label: 'Audiences' }}
        more={!planned && <TakeBack push={d} disabled={running !== undefined} />}
        action={
          planned &&
          going > 0 && (
            <Button
              disabled={running !== undefined}
              onClick={() => {
                send(d, going).catch(showFailure);
              }}
            >
              {back ? 'Take back' : 'Send'} {people(going)} {back ? '' : `to ${d.target_name}`}
            </Button>
          )
        }
      />
      {!planned && d.left > 0 && !running && d.undone_by === null && <Unfinished push={d} />}
      {!planned && d.left > 0 && !running && d.message && <p>{d.message}</p>}
      <p>{said(d, going)}</p>
      <Figures detail={d} shown={shown} onShow={show} />
      {shown === 'blocked' && <Blocked groups={d.blocked_by} />}
      <PeopleTable id={id} shown={shown} />
    </Page>
  );
}

async function send(d: PushDetail, going: number): Promise<void> {
  if (d.undoes !== null) return takeBack(d, going);
  const deeds = [
    d.add > 0 &&
      `${people(d.add)} ${d.audience.double_opt_in ? 'will be asked by ${d.target_name} to confirm' : 'will be subscribed'}`,
    d.update > 0 && `the fields of ${people(d.update)} will change`,
    d.tags.length > 0 &&
      `all of them will have the ${noun(d.tags.length, 'tag')} ${list(d.tags.map((t) => `“${t}”`))}`,
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

async function takeBack(d: PushDetail, going: number): Promise<void> {
  const deeds = [
    d.remove > 0 && `${people(d.remove)} will be archived in ${d.target_name}`,
    d.restore > 0 && `the fields of ${people(d.restore)} will be as before`,
    d.untag > 0 && `${people(d.untag)} will lose the tag`,
  ].filter((deed) => typeof deed === 'string');
  const sure = await confirm({
    title: `Take back ${people(going)} from “${d.audience.name}”?`,
    body: `${capital(list(deeds))}. Mail that was sent meanwhile stays sent, and whoever was archived is brought back in ${d.target_name} only.`,
    confirmLabel: `Take back ${people(going)}`,
    cancelLabel: 'Not yet',
  });
  if (sure) await call(commands.audiencePush(d.id));
}

function title(d: PushDetail): string {
  if (d.state === 'planned')
    return d.undoes === null ? 'What would change' : 'What would be taken back';
  return `${d.undoes === null ? 'Export' : 'Undo'} of ${date(d.started_at)}`;
}

function said(d: PushDetail, going: number): string {
  if (d.state === 'planned' && d.undoes !== null) {
    if (going === 0) return 'There is nothing left to take back.';
    return 'Nothing has been taken back yet. What somebody changed there since stays, and so does whoever left meanwhile.';
  }
  if (d.undone_by !== null) return 'This export was taken back.';
  if (d.state === 'planned') {
    if (going === 0)
      return 'There is nothing to send: everybody who may be there is there as they should be.';
    return 'Nothing has been sent yet. Look at who is in each number; then send, or go back and change something.';
  }
  if (d.failed > 0)
    return `${people(d.failed)} were refused by ${d.target_name}; the reason stands with each of them.`;
  if (d.left > 0) return `${people(d.left)} are not sent yet.`;
  return d.undoes === null ? 'All of it arrived.' : 'All of it was taken back.';
}

const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);
