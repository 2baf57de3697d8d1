/**
 * Bringing in a file, first half: choose it, look at what was recognised, correct it, start. Nothing is stored
 * before the start. What a file most likely holds is decided in the core; here it is only shown and changed.
 */
import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useLocation } from 'wouter';
import { call, commands, openOwnShop, useShop, type FileReading } from '../../../api';
import { ErrorNote, Page, PageHeader } from '../../../parts';
import { ChooseFile } from './ChooseFile';
import { Confirm } from './Confirm';

/** Nothing is said: everything is found out. */
const FOUND: FileReading = { encoding: null, delimiter: null, sheet: null, header_row: null };

export function ImportPage() {
  const [, go] = useLocation();
  const shop = useShop();
  const [how, setHow] = useState<FileReading>(FOUND);
  const look = useMutation({
    mutationFn: ({ path, how }: { path: string; how: FileReading }) =>
      call(commands.importInspect(path, how)),
  });
  // While it is read anew, and when it cannot be read so, what was seen before stays.
  const [seen, setSeen] = useState(look.data);
  if (look.data && look.data !== seen) setSeen(look.data);
  const plan = seen;
  const lookAt = (path: string, how: FileReading) => {
    setHow(how);
    look.mutate({ path, how });
  };
  const own = useMutation({ mutationFn: openOwnShop });
  return (
    <Page>
      <PageHeader
        title="Bring in a file"
        subtitle={
          plan
            ? `${plan.file.name}: check what was recognised, then bring it in.`
            : 'Orders, people, products, reviews, answers or rates as a table or spreadsheet, or events as JSON Lines. You see what was understood before anything is stored.'
        }
        back={{ href: '/sources', label: 'Sources' }}
        more={
          plan && (
            <Button
              variant="default"
              onClick={() => {
                look.reset();
                setSeen(undefined);
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
          plan={plan}
          how={how}
          reading={look.isPending}
          onHow={(changed) => {
            lookAt(plan.file.path, changed);
          }}
          trouble={look.error}
          onStarted={(task) => {
            go(`/sources/import/${String(task)}`);
          }}
        />
      ) : (
        <>
          <ChooseFile
            busy={look.isPending}
            onChosen={(path) => {
              lookAt(path, FOUND);
            }}
          />
          <ErrorNote error={look.error} title="This file cannot be brought in" />
        </>
      )}
    </Page>
  );
}
