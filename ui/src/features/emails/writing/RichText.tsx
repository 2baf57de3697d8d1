/**
 * A small editor of formatted text: paragraphs, bold, italic, lists, links. The browser edits, the core decides
 * what of it may stay (emails/rich.rs); pasting brings plain words only. The text is set once and then belongs
 * to the browser, so that the cursor never jumps.
 */
import { ActionIcon, Group, Popover, TextInput, Tooltip } from '@mantine/core';
import { IconBold, IconItalic, IconLink, IconList } from '@tabler/icons-react';
import { useEffect, useId, useRef, useState, type ReactNode, type Ref } from 'react';
import { InsertMenu } from './InsertMenu';
import styles from './Editor.module.css';

export function RichText({ html, onChange }: { html: string; onChange: (html: string) => void }) {
  const box = useRef<HTMLDivElement>(null);
  const range = useRef<Range | null>(null);
  const [linking, setLinking] = useState(false);
  const [address, setAddress] = useState('https://');
  const label = useId();

  useEffect(() => {
    // For the first text, and when an undo elsewhere brought another one. While somebody types here, what is
    // told may lag behind what is written, and must never be put back.
    const here = box.current;
    if (!here || document.activeElement === here || here.innerHTML === html) return;
    here.innerHTML = harmless(html);
  }, [html]);

  const tell = () => {
    if (box.current) onChange(box.current.innerHTML);
  };
  const remember = () => {
    const selection = window.getSelection();
    if (selection?.rangeCount && box.current?.contains(selection.anchorNode)) {
      range.current = selection.getRangeAt(0);
    }
  };
  const run = (command: string, value?: string) => {
    box.current?.focus();
    if (range.current) {
      const selection = window.getSelection();
      selection?.removeAllRanges();
      selection?.addRange(range.current);
    }
    // Old, but the only editing that every web view has.
    document.execCommand(command, false, value);
    remember();
    tell();
  };
  return (
    <div>
      <Group justify="space-between" mb={4}>
        <span id={label} className={styles.label}>
          Text
        </span>
        <Group gap={2}>
          <Tool
            name="Bold"
            act={() => {
              run('bold');
            }}
          >
            <IconBold size={14} />
          </Tool>
          <Tool
            name="Italic"
            act={() => {
              run('italic');
            }}
          >
            <IconItalic size={14} />
          </Tool>
          <Tool
            name="List"
            act={() => {
              run('insertUnorderedList');
            }}
          >
            <IconList size={14} />
          </Tool>
          <Popover opened={linking} onChange={setLinking} position="bottom-end" trapFocus>
            <Popover.Target>
              <Tool
                name="Link"
                act={() => {
                  remember();
                  setLinking(!linking);
                }}
              >
                <IconLink size={14} />
              </Tool>
            </Popover.Target>
            <Popover.Dropdown>
              <form
                onSubmit={(event) => {
                  event.preventDefault();
                  setLinking(false);
                  run('createLink', address);
                }}
              >
                <TextInput
                  label="Where the marked words lead"
                  value={address}
                  onChange={(e) => {
                    setAddress(e.currentTarget.value);
                  }}
                />
              </form>
            </Popover.Dropdown>
          </Popover>
          <InsertMenu
            onInsert={(piece) => {
              run('insertText', piece);
            }}
          />
        </Group>
      </Group>
      <div
        ref={box}
        className={styles.rich}
        contentEditable
        suppressContentEditableWarning
        role="textbox"
        aria-multiline="true"
        aria-labelledby={label}
        onInput={tell}
        onBlur={remember}
        onKeyUp={remember}
        onMouseUp={remember}
        onPaste={(event) => {
          event.preventDefault();
          remember();
          run('insertText', event.clipboardData.getData('text/plain'));
        }}
      />
    </div>
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

const KEPT = new Set(['P', 'DIV', 'B', 'STRONG', 'I', 'EM', 'U', 'A', 'BR', 'UL', 'OL', 'LI']);

/** Only the same few tags enter the window's own document, without any attribute but a link's address. */
function harmless(html: string): string {
  const page = new DOMParser().parseFromString(html, 'text/html');
  for (const element of [...page.body.querySelectorAll('*')]) {
    if (['SCRIPT', 'STYLE', 'TEMPLATE'].includes(element.tagName)) element.remove();
    else if (!KEPT.has(element.tagName)) element.replaceWith(...element.childNodes);
    else {
      for (const { name } of [...element.attributes]) {
        if (name !== 'href') element.removeAttribute(name);
      }
    }
  }
  return page.body.innerHTML;
}
