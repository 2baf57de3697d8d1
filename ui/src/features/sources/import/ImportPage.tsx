/**
 * Bringing in a file, first half: choose it, look at what was recognised, correct it, start. Nothing is stored
 * before the start. What a file most likely holds is decided in the core; here it is only shown and changed.
 */
import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useLocation } from 'wouter';
import { call, commands, openOwnShop, useShop } from '../../../api';
import { ErrorNote, Page, PageHeader } from '../../../parts';
import { ChooseFile } from './ChooseFile';
import { Confirm } from './Confirm';

export function ImportPage() {
  const [, go] = useLocation();
  const shop = useShop();
  const look = useMutation({ mutationFn: (path: string) => call(commands.importInspect(path)) });
  const plan = look.data;
  const own = useMutation({ mutationFn: openOwnShop });
  return (
    <Page>
      <PageHeader
        title="Bring in a file"
        subtitle={
          plan
            ? `${plan.file.name}: check what was recognised, then bring it in.`
            : 'Orders, customers, subscribers or reviews as a table, or events as JSON Lines. You see what was understood before anything is stored.'
        }
        back={{ href: '/sources', label: 'Sources' }}
        more={
          plan && (
            <Button
              variant="default"
              onClick={() => {
                look.reset();
              }}
            >
              Choose another file
            </Button>
          )
        }
      />
      {shop.data?.demo ? (
        <div>
          <p>
            This is the demo shop. Real people go into your own shop, which is empty until you fill
            it.
          </p>
          <Button
            mt="md"
            loading={own.isPending}
            onClick={() => {
              own.mutate();
            }}
          >
            Open my own shop
          </Button>
          <ErrorNote error={own.error} />
        </div>
      ) : plan ? (
        <Confirm
          key={plan.file.path}
          plan={plan}
          onStarted={(task) => {
            go(`/sources/import/${String(task)}`);
          }}
        />
      ) : (
        <>
          <ChooseFile busy={look.isPending} onChosen={look.mutate} />
          <ErrorNote error={look.error} title="This file cannot be brought in" />
        </>
      )}
    </Page>
  );
}
