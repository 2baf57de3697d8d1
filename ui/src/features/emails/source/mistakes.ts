/** Mistakes at their lines, as CodeMirror marks them. */
import type { Diagnostic } from '@codemirror/lint';
import type { Text } from '@codemirror/state';
import type { CheckLevel, Lint } from '../../../api';

/** Line and column from 1; without a line it stands at the first. */
export type Mistake = {
  line: number | null;
  column: number | null;
  sentence: string;
  /** Not given: it is wrong. */
  level?: CheckLevel;
};

const SEVERITY = { problem: 'error', warning: 'warning', hint: 'info' } satisfies Record<
  CheckLevel,
  Diagnostic['severity']
>;

/** What the check says of a place at a line, beside what is wrong with it. */
export const saidOf = (lints: Lint[], place: string): Mistake[] =>
  lints
    .filter((l) => l.place === place && l.line !== null && l.id !== 'liquid')
    .map(({ line, column, sentence, level }) => ({ line, column, sentence, level }));

export function diagnosticsOf(doc: Text, mistakes: Mistake[]): Diagnostic[] {
  return mistakes
    .map(({ line, column, sentence, level = 'problem' }): Diagnostic => {
      const at = doc.line(Math.min(Math.max(1, line ?? 1), doc.lines));
      const from = Math.min(at.from + Math.max(0, (column ?? 1) - 1), at.to);
      return { from, to: at.to, severity: SEVERITY[level], message: sentence };
    })
    .sort((a, b) => a.from - b.from);
}
