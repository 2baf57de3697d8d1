/** Lists of people from files of addresses: bring one in, see whom it does not know, remove it. */
import { ActionIcon, Anchor, Button } from '@mantine/core';
import { IconTrash } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { call, commands, pickFile, type PeopleList } from '../../api';
import { count, plural } from '../../format';
import {
  DataTable,
  DateText,
  Section,
  confirm,
  showFailure,
  type DataTableColumn,
} from '../../parts';
import { ListReport } from './ListReport';
import styles from './sources.module.css';

const KINDS = [{ name: 'Lists', extensions: ['txt', 'csv', 'tsv', 'gz'] }];

export function Lists({ demo }: { demo: boolean }) {
  const client = useQueryClient();
  const [shown, setShown] = useState<number | null>(null);
  const lists = useQuery({
    queryKey: ['people', 'lists'],
    queryFn: () => call(commands.peopleLists()),
  });
  const fresh = () => client.invalidateQueries({ queryKey: ['people', 'lists'] });
  const bring = useMutation({
    mutationFn: async () => {
      const path = await pickFile({ title: 'Choose a file of addresses', kinds: KINDS });
      return path === null ? null : call(commands.peopleListImport(path, null));
    },
    onSuccess: (report) => {
      if (report) setShown(report.list.id);
      void fresh();
    },
    onError: showFailure,
  });
  const remove = (list: PeopleList) => {
    void confirm({
      title: `Remove the list “${list.name}”?`,
      body: 'The people stay. Segments that ask for this list find nobody any more.',
      confirmLabel: 'Remove the list',
      destructive: true,
    }).then((sure) => {
      if (sure) call(commands.peopleListRemove(list.id)).then(fresh, showFailure);
    });
  };
  const columns: DataTableColumn<PeopleList>[] = [
    {
      id: 'name',
      header: 'List',
      cell: (list) => (
        <Anchor
          component="button"
          type="button"
          onClick={() => {
            setShown(list.id);
          }}
        >
          {list.name}
        </Anchor>
      ),
      width: 'minmax(0, 2fr)',
    },
    {
      id: 'when',
      header: 'Brought in',
      cell: (list) => <DateText when={list.created_at} shape="time" />,
      width: '176px',
    },
    {
      id: 'people',
      header: 'People',
      cell: (list) => count(list.people),
      align: 'end',
      width: '110px',
    },
    {
      id: 'unknown',
      header: 'Unknown',
      cell: (list) => count(list.unknown),
      align: 'end',
      width: '110px',
    },
    {
      id: 'remove',
      header: '',
      cell: (list) => (
        <ActionIcon
          variant="subtle"
          color="gray"
          aria-label={`Remove ${list.name}`}
          onClick={() => {
            remove(list);
          }}
        >
          <IconTrash size={16} />
        </ActionIcon>
      ),
      width: '56px',
    },
  ];
  const all = lists.data ?? [];
  return (
    <Section
      title="Lists of people"
      hint="Addresses from a file, one a line or a column of a table, as a group that you can ask for."
      aside={
        !demo && (
          <Button
            size="xs"
            variant="default"
            loading={bring.isPending}
            onClick={() => {
              bring.mutate();
            }}
          >
            Bring in a list
          </Button>
        )
      }
    >
      {all.length === 0 ? (
        <p className={styles.soft}>No list yet.</p>
      ) : (
        <DataTable
          label={plural(all.length, 'list')}
          columns={columns}
          rows={all}
          rowId={(list) => String(list.id)}
          height={Math.min(400, 48 * (all.length + 1))}
          empty="No list yet"
        />
      )}
      {shown !== null && (
        <ListReport
          id={shown}
          onClose={() => {
            setShown(null);
          }}
        />
      )}
    </Section>
  );
}
