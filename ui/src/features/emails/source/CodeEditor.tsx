/** Source with its colours, line numbers and mistakes at their lines (CodeMirror); to be read, or to be written. */
import { defaultKeymap, history, historyKeymap, indentWithTab } from '@codemirror/commands';
import { html } from '@codemirror/lang-html';
import { liquid } from '@codemirror/lang-liquid';
import { bracketMatching } from '@codemirror/language';
import { lintGutter, lintKeymap, setDiagnostics } from '@codemirror/lint';
import { Annotation, EditorState } from '@codemirror/state';
import {
  drawSelection,
  EditorView,
  highlightActiveLine,
  keymap,
  lineNumbers,
} from '@codemirror/view';
import { useEffect, useRef } from 'react';
import { colours, look } from './look';
import { diagnosticsOf, type Mistake } from './mistakes';
import styles from './source.module.css';

/** Text that was given, not typed: nobody is told of it, so that opening the source is no edit. */
const given = Annotation.define<boolean>();

export type CodeEditorProps = {
  label: string;
  value: string;
  mistakes: Mistake[];
  /** Not given: to be read only. */
  onChange?: (value: string) => void;
};

export function CodeEditor({ label, value, mistakes, onChange }: CodeEditorProps) {
  const place = useRef<HTMLDivElement>(null);
  const editor = useRef<EditorView | null>(null);
  const changed = useRef(onChange);
  const editable = onChange !== undefined;
  useEffect(() => {
    changed.current = onChange;
  });
  useEffect(() => {
    if (!place.current) return;
    const view = new EditorView({
      parent: place.current,
      state: EditorState.create({
        extensions: [
          lineNumbers(),
          lintGutter(),
          history(),
          drawSelection(),
          bracketMatching(),
          highlightActiveLine(),
          liquid({ base: html({ matchClosingTags: false }) }),
          colours,
          look,
          EditorView.lineWrapping,
          EditorView.contentAttributes.of({ 'aria-label': label }),
          EditorState.readOnly.of(!editable),
          keymap.of([...defaultKeymap, ...historyKeymap, ...lintKeymap, indentWithTab]),
          EditorView.updateListener.of((update) => {
            const typed =
              update.docChanged && !update.transactions.some((t) => t.annotation(given));
            if (typed) changed.current?.(update.state.doc.toString());
          }),
        ],
      }),
    });
    editor.current = view;
    return () => {
      view.destroy();
      editor.current = null;
    };
  }, [label, editable]);
  useEffect(() => {
    const view = editor.current;
    if (!view || view.state.doc.toString() === value) return;
    view.dispatch({
      changes: { from: 0, to: view.state.doc.length, insert: value },
      annotations: given.of(true),
    });
  }, [value, label, editable]);
  useEffect(() => {
    const view = editor.current;
    if (view) view.dispatch(setDiagnostics(view.state, diagnosticsOf(view.state.doc, mistakes)));
  }, [mistakes, value, label, editable]);
  return <div ref={place} className={styles.editor} data-editable={editable || undefined} />;
}
