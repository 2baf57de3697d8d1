/** A person's rights: a copy of everything, and being forgotten. Forgetting says first what goes and what stays. */
import { Button, Menu } from '@mantine/core';
import { IconDotsVertical, IconDownload, IconEraser } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { useLocation } from 'wouter';
import { call, commands, saveFile, type PersonView } from '../../api';
import { plural } from '../../format';
import { confirm, showDone, showFailure } from '../../parts';

export function PersonActions({ person, name }: { person: PersonView; name: string }) {
  const [, go] = useLocation();
  const client = useQueryClient();

  const handOut = async () => {
    const file = await saveFile({
      title: `A copy of everything about ${name}`,
      suggestedName: `person-${String(person.id)}.json`,
      kinds: [{ name: 'JSON', extensions: ['json'] }],
    });
    if (file === null) return;
    await call(commands.personExport(person.id, file));
    showDone(`Everything about ${name} is in ${file}.`);
  };

  const erase = async () => {
    const sure = await confirm({
      title: `Erase ${name}?`,
      body: <Consequences person={person} />,
      confirmLabel: 'Erase this person',
      destructive: true,
    });
    if (!sure) return;
    const done = await call(commands.personErase(person.id));
    go('/people', { replace: true });
    client.removeQueries({ queryKey: ['people', 'person', person.id] });
    showDone(`Erased. ${plural(done.orders_kept, 'order')} kept without a name.`);
  };

  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button variant="default" rightSection={<IconDotsVertical size={15} aria-hidden="true" />}>
          Their rights
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item
          leftSection={<IconDownload size={16} />}
          onClick={() => {
            handOut().catch(showFailure);
          }}
        >
          Save a copy of their data…
        </Menu.Item>
        <Menu.Item
          color="brick"
          leftSection={<IconEraser size={16} />}
          onClick={() => {
            erase().catch(showFailure);
          }}
        >
          Erase this person…
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

function Consequences({ person }: { person: PersonView }) {
  const orders = person.value.orders;
  return (
    <>
      <p>
        Their name, addresses, consent, carts and everything they did with emails are deleted from
        this shop’s file for good, and the next sync will not bring them back.
      </p>
      <p style={{ marginTop: 12 }}>
        {orders === 0
          ? 'They have no orders.'
          : `${plural(orders, 'order')} and their amounts stay, as nobody’s, so that your revenue does not change.`}{' '}
        Copies of the file made earlier, and other services such as Mailchimp, are not touched.
      </p>
    </>
  );
}
