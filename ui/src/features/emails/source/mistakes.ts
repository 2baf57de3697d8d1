/** Mistakes at their lines, as CodeMirror marks them. */
import type { Diagnostic } from '@codemirror/lint';
import type { Text } from '@codemirror/state';

/** Line and column from 1; without a line it stands at the first. */
export type Mistake = { line: number | null; column: number | null; sentence: string };

export function diagnosticsOf(doc: Text, mistakes: Mistake[]): Diagnostic[] {
  return mistakes
    .map(({ line, column, sentence }): Diagnostic => {
      const at = doc.line(Math.min(Math.max(1, line ?? 1), doc.lines));
      const from = Math.min(at.from + Math.max(0, (column ?? 1) - 1), at.to);
      return { from, to: at.to, severity: 'error', message: sentence };
    })
    .sort((a, b) => a.from - b.from);
}
