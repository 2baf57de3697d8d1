/** The bar over a text: bold, italic, underline, lists, a link, a value of the reader. It leaves the cursor in the text. */
import { ActionIcon, Popover, TextInput, Tooltip } from '@mantine/core';
import {
  IconBold,
  IconItalic,
  IconLink,
  IconList,
  IconListNumbers,
  IconUnderline,
} from '@tabler/icons-react';
import { useState, type ReactNode, type Ref, type RefObject } from 'react';
import { harmless, type Mode } from './dom';
import { InsertMenu } from './InsertMenu';
import styles from './text.module.css';

export type TextBarProps = {
  mode: Mode;
  box: RefObject<HTMLElement | null>;
  remember: () => void;
  run: (command: string, text?: string) => void;
  /** Puts a value there. */
  insert: (code: string) => void;
};

const RICH = [
  { name: 'Bold', keys: 'Ctrl B', command: 'bold', icon: <IconBold size={15} /> },
  { name: 'Italic', keys: 'Ctrl I', command: 'italic', icon: <IconItalic size={15} /> },
  { name: 'Underline', keys: 'Ctrl U', command: 'underline', icon: <IconUnderline size={15} /> },
  { name: 'List', command: 'insertUnorderedList', icon: <IconList size={15} /> },
  { name: 'Numbered list', command: 'insertOrderedList', icon: <IconListNumbers size={15} /> },
];

export function TextBar({ mode, box, remember, run, insert }: TextBarProps) {
  return (
    <div className={styles.bar} role="toolbar" aria-label="Text" data-text-bar>
      {mode === 'rich' &&
        RICH.map(({ name, keys, command, icon }) => (
          <Tool
            key={command}
            name={keys ? `${name} (${keys})` : name}
            act={() => {
              run(command);
            }}
          >
            {icon}
          </Tool>
        ))}
      {mode === 'rich' && <LinkTool box={box} remember={remember} run={run} />}
      <InsertMenu onOpen={remember} onInsert={insert} />
    </div>
  );
}

function LinkTool({ box, remember, run }: Omit<TextBarProps, 'mode' | 'insert'>) {
  const [open, setOpen] = useState(false);
  const [address, setAddress] = useState('');
  const [wrong, setWrong] = useState(false);
  const begin = () => {
    remember();
    const at = window.getSelection()?.anchorNode?.parentElement?.closest('a');
    setAddress(at && box.current?.contains(at) ? (at.getAttribute('href') ?? '') : 'https://');
    setWrong(false);
    setOpen(!open);
  };
  const keep = () => {
    const to = address.trim();
    if (to !== '' && to !== 'https://' && !harmless(to)) {
      setWrong(true);
      return;
    }
    setOpen(false);
    if (to === '' || to === 'https://') run('unlink');
    else run('createLink', to);
  };
  return (
    <Popover opened={open} onChange={setOpen} position="bottom-start" width={300} trapFocus>
      <Popover.Target>
        <Tool name="Link" act={begin}>
          <IconLink size={15} />
        </Tool>
      </Popover.Target>
      <Popover.Dropdown aria-label="Link">
        <form
          onSubmit={(event) => {
            event.preventDefault();
            keep();
          }}
        >
          <TextInput
            size="xs"
            label="Where the marked words lead"
            description="Empty: no link"
            error={wrong && 'An address begins with https:// or mailto:'}
            value={address}
            data-autofocus
            onChange={(e) => {
              setAddress(e.currentTarget.value);
            }}
          />
        </form>
      </Popover.Dropdown>
    </Popover>
  );
}

type ToolProps = {
  name: string;
  act: () => void;
  children: ReactNode;
  ref?: Ref<HTMLButtonElement>;
};

/** Pressing it must not take the cursor out of the text. */
function Tool({ name, act, children, ref }: ToolProps) {
  return (
    <Tooltip label={name}>
      <ActionIcon
        ref={ref}
        size="sm"
        aria-label={name}
        onMouseDown={(event) => {
          event.preventDefault();
        }}
        onClick={act}
      >
        {children}
      </ActionIcon>
    </Tooltip>
  );
}
