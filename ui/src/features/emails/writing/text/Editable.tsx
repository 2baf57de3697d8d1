/**
 * A text edited where it stands, with Liquid values as chips. The browser edits; what it holds is read back after each
 * letter, and written anew only when it changed elsewhere (undo), so that the cursor never jumps.
 */
import { useEffect, useRef, useState, type CSSProperties, type KeyboardEvent } from 'react';
import { ChipEdit } from './ChipEdit';
import { chipHtml, fromDom, isEmptyText, pasted, toDom, type Mode } from './dom';
import { TextBar } from './TextBar';
import { putAtCaret, toEnd, useCaret } from './useCaret';
import styles from './text.module.css';

export type EditableProps = {
  value: string;
  mode: Mode;
  /** What it is, for whoever does not see it. */
  label: string;
  placeholder?: string;
  style?: CSSProperties;
  /** The bar with bold, links and values; shown while the text is worked on. */
  bar?: boolean;
  onChange: (value: string) => void;
  /** "/" in an empty text. */
  onSlash?: () => void;
};

export function Editable(props: EditableProps) {
  const { value, mode, label, placeholder = '', style, bar = true, onChange, onSlash } = props;
  const box = useRef<HTMLDivElement>(null);
  const told = useRef<string | null>(null);
  const [chip, setChip] = useState<HTMLElement | null>(null);
  // The bar is made when it is first wanted: a letter has many texts.
  const [wanted, setWanted] = useState(false);
  const { remember, restore } = useCaret(box);

  useEffect(() => {
    const here = box.current;
    if (!here || told.current === value) return;
    told.current = value;
    here.innerHTML = toDom(value, mode);
    if (document.activeElement === here) toEnd(here);
  }, [value, mode]);

  const tell = () => {
    if (!box.current) return;
    const next = fromDom(box.current, mode);
    if (next === told.current) return;
    told.current = next;
    onChange(next);
  };
  const run = (command: string, text?: string) => {
    restore();
    // Old, but the only editing that every web view has.
    document.execCommand('defaultParagraphSeparator', false, 'p');
    document.execCommand(command, false, text);
    remember();
    tell();
  };
  const insert = (code: string) => {
    restore();
    if (box.current) putAtCaret(box.current, chipHtml(code));
    remember();
    tell();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const key = event.key.toLowerCase();
    const ctrl = event.ctrlKey || event.metaKey;
    if (event.key === '/' && onSlash && isEmptyText(value)) onSlash();
    else if (event.key === 'Enter' && mode === 'line') {
      // A line ends where it stands.
    } else if (ctrl && (key === 'b' || key === 'i' || key === 'u')) {
      if (mode === 'rich') run({ b: 'bold', i: 'italic', u: 'underline' }[key]);
    } else return;
    event.preventDefault();
  };
  const empty = isEmptyText(value);
  return (
    <div
      className={styles.place}
      onFocus={() => {
        setWanted(true);
      }}
    >
      {bar && wanted && (
        <TextBar mode={mode} box={box} remember={remember} run={run} insert={insert} />
      )}
      <div
        ref={box}
        className={mode === 'rich' ? styles.rich : styles.line}
        style={style}
        contentEditable
        suppressContentEditableWarning
        role="textbox"
        dir="auto"
        aria-multiline={mode === 'rich'}
        aria-label={label}
        aria-placeholder={placeholder}
        data-placeholder={empty ? placeholder : undefined}
        onInput={tell}
        onKeyDown={onKeyDown}
        onKeyUp={remember}
        onMouseUp={remember}
        onBlur={remember}
        onClick={(event) => {
          const at = (event.target as Element).closest<HTMLElement>('[data-chip="value"]');
          setChip(at);
        }}
        onPaste={(event) => {
          event.preventDefault();
          remember();
          const html = mode === 'rich' ? pasted(event.clipboardData.getData('text/html')) : '';
          const text = event.clipboardData.getData('text/plain');
          if (html !== '') run('insertHTML', html);
          else run('insertText', mode === 'line' ? text.replace(/\s+/g, ' ') : text);
        }}
        onDrop={(event) => {
          event.preventDefault();
        }}
      />
      {chip && (
        <ChipEdit
          chip={chip}
          onClose={() => {
            setChip(null);
            tell();
          }}
        />
      )}
    </div>
  );
}
