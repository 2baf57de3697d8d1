/** The editor's head: the way back, the name, undo and redo, whether it is saved, and what else can be done with it. */
import { ActionIcon, Button, Menu } from '@mantine/core';
import { IconDots } from '@tabler/icons-react';
import type { RefObject } from 'react';
import { people } from '../../format';
import { DocumentHead, Pill } from '../../parts';
import { StepButtons } from '../../parts/history/StepButtons';
import type { useSegmentEditor } from './useSegmentEditor';

export type EditorHeadProps = {
  editor: ReturnType<typeof useSegmentEditor>;
  /** It has a number: there are versions, and it can be deleted. */
  saved: boolean;
  nameInput: RefObject<HTMLInputElement | null>;
  busy: boolean;
  /** How many are in; `null` while that is not known, undefined while the panel says it. */
  total: number | null | undefined;
  onSave: () => void;
  onPanel: (panel: 'answer' | 'versions') => void;
  onShare: () => void;
  onCopy: () => void;
  onDelete: () => void;
};

export function EditorHead(props: EditorHeadProps) {
  const { editor, nameInput, busy, total, onSave, onPanel } = props;
  return (
    <DocumentHead
      thing="segment"
      back={{ href: '/segments', label: 'Segments' }}
      name={editor.name}
      unnamed="New segment"
      inputRef={nameInput}
      onRename={editor.rename}
      onEnter={onSave}
    >
      {editor.dirty && <Pill tone="attention">Not saved</Pill>}
      {total !== undefined && (
        <Button
          variant="subtle"
          onClick={() => {
            onPanel('answer');
          }}
        >
          {total === null ? 'Who is in' : people(total)}
        </Button>
      )}
      <StepButtons steps={editor.steps} />
      <More {...props} />
      <Button onClick={onSave} loading={busy} disabled={!editor.dirty}>
        Save
      </Button>
    </DocumentHead>
  );
}

function More({ editor, saved, onPanel, onShare, onCopy, onDelete }: EditorHeadProps) {
  const unnamed = editor.name.trim() === '';
  return (
    <Menu position="bottom-end" width={230}>
      <Menu.Target>
        <ActionIcon size="lg" aria-label="More for this segment">
          <IconDots size={18} stroke={1.6} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {saved && (
          <Menu.Item
            onClick={() => {
              onPanel('versions');
            }}
          >
            Earlier versions
          </Menu.Item>
        )}
        <Menu.Item disabled={!editor.unsaved} onClick={editor.revert}>
          Undo all changes
        </Menu.Item>
        <Menu.Divider />
        <Menu.Item disabled={unnamed} onClick={onCopy}>
          Save as a copy
        </Menu.Item>
        <Menu.Item disabled={unnamed} onClick={onShare}>
          Save as a file…
        </Menu.Item>
        {saved && (
          <>
            <Menu.Divider />
            <Menu.Item color="brick" onClick={onDelete}>
              Delete
            </Menu.Item>
          </>
        )}
      </Menu.Dropdown>
    </Menu>
  );
}
