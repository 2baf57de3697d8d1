/** The choices of a place in words. */
import type { Branch, BranchAudience, BranchChoice } from '../../../api';
import { people } from '../../../format';

export function choiceWords(branch: Branch | undefined, id: string): string {
  if (id === 'hidden') return 'left out';
  const choice = branch?.choices.find((c) => c.id === id);
  if (choice?.audience) return `for ${choice.audience.words}`;
  return branch && branch.choices.some((c) => c.audience) ? 'for everybody else' : 'shown';
}

export function howMany(audience: BranchAudience | null): string {
  if (!audience) return '';
  return audience.people === null
    ? (audience.problem ?? 'cannot be counted')
    : people(audience.people);
}

/** All groups that the email asks for, each once. */
export function audiences(branches: Branch[]): BranchAudience[] {
  const found = new Map<string, BranchAudience>();
  for (const { only_for, choices } of branches) {
    for (const a of [only_for, ...choices.map((c: BranchChoice) => c.audience)]) {
      if (a) found.set(a.key, a);
    }
  }
  return [...found.values()];
}
