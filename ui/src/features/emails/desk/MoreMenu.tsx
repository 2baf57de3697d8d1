/** What else can be done with the email: how all emails look, its earlier versions, a copy, its source, deleting it. */
import { ActionIcon, Menu } from '@mantine/core';
import { IconDots } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useLocation } from 'wouter';
import { call, commands, type SavedEmail } from '../../../api';
import { showFailure, showUndo } from '../../../parts';
import { BrandDialog } from '../brand/BrandDialog';
import { freeName } from '../draft';
import { ExportDialog } from '../exporting/ExportDialog';
import { SendTestDialog } from '../sending/SendTestDialog';
import { inTheWay, turnIntoSource } from '../source/turn';
import { VersionsDialog } from '../versions/VersionsDialog';
import { useDesk } from './desk';
import type { useEmailEditor } from './useEmailEditor';
import styles from './desk.module.css';

export type MoreMenuProps = { saved: SavedEmail; editor: ReturnType<typeof useEmailEditor> };

export function MoreMenu({ saved, editor }: MoreMenuProps) {
  const desk = useDesk();
  const client = useQueryClient();
  const [, navigate] = useLocation();
  const [dialog, setDialog] = useState<'brand' | 'versions' | 'test' | 'export' | null>(null);
  const close = () => {
    setDialog(null);
  };
  const out = { email: desk.email, name: editor.name, person: desk.person };
  const obstacle = inTheWay(desk.email.blocks);
  const act = (work: () => Promise<unknown>) => {
    work().catch(showFailure);
  };
  const copy = async () => {
    const taken = (await call(commands.emailsList())).map((e) => e.name);
    const name = freeName(`${editor.name.trim() || saved.name} (copy)`, taken);
    const made = await call(commands.emailSave(null, name, editor.email));
    await client.invalidateQueries({ queryKey: ['emails'] });
    navigate(`/emails/${String(made.id)}`);
  };
  const remove = async () => {
    await call(commands.documentDelete('email', saved.id));
    await client.invalidateQueries({ queryKey: ['emails'] });
    showUndo({
      message: `“${saved.name}” was deleted.`,
      onUndo: async () => {
        await call(commands.documentRestore('email', saved.id));
        await client.invalidateQueries({ queryKey: ['emails'] });
      },
    });
    navigate('/emails');
  };
  return (
    <>
      <Menu position="bottom-end" width={240}>
        <Menu.Target>
          <ActionIcon size="lg" aria-label="More for this email">
            <IconDots size={18} stroke={1.6} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item
            onClick={() => {
              setDialog('brand');
            }}
          >
            Look and address
          </Menu.Item>
          <Menu.Item
            onClick={() => {
              setDialog('versions');
            }}
          >
            Earlier versions
          </Menu.Item>
          <Menu.Item disabled={!editor.dirty} onClick={editor.revert}>
            Undo all changes
          </Menu.Item>
          <Menu.Divider />
          <Menu.Item
            onClick={() => {
              setDialog('test');
            }}
          >
            Send a test…
          </Menu.Item>
          <Menu.Item
            onClick={() => {
              setDialog('export');
            }}
          >
            Export…
          </Menu.Item>
          <Menu.Item
            onClick={() => {
              act(copy);
            }}
          >
            Save as a copy
          </Menu.Item>
          <Menu.Item
            onClick={() => {
              act(() => turnIntoSource(desk));
            }}
          >
            Turn into source …
            {obstacle && (
              <small className={styles.why}>
                Not yet: “{obstacle.name}” differs from reader to reader. Remove it, or make it the
                same for everybody.
              </small>
            )}
          </Menu.Item>
          <Menu.Divider />
          <Menu.Item
            color="brick"
            onClick={() => {
              act(remove);
            }}
          >
            Delete
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {dialog === 'test' && <SendTestDialog {...out} onClose={close} />}
      {dialog === 'export' && (
        <ExportDialog {...out} id={saved.id} among={desk.segment} onClose={close} />
      )}
      {dialog === 'brand' && <BrandDialog onClose={close} />}
      {dialog === 'versions' && (
        <VersionsDialog
          id={saved.id}
          onClose={close}
          onBringBack={(version, state) => {
            close();
            editor.replace(state, `bring back version ${String(version)}`);
            desk.say(`Version ${String(version)} is on the desk. Save to keep it.`);
          }}
        />
      )}
    </>
  );
}
