/** What the letters on the stage are called. */
import type { EmailPreview } from '../../../api';
import { choiceWords } from './choiceWords';
import type { Look } from './look';

const LIGHT = { light: 'Light', dark: 'Dark, as the letter says', inverted: 'Dark, turned round' };

export function labels(
  look: Look,
  left: EmailPreview | undefined,
  right: EmailPreview | undefined,
): [string, string] {
  const name = left?.person.name ?? '';
  switch (look.beside) {
    case 'none':
      return [name, ''];
    case 'reader':
      return [name, right?.person.name ?? ''];
    case 'scheme':
      return [LIGHT[look.scheme], LIGHT[look.scheme === 'light' ? 'dark' : 'light']];
    case 'variant': {
      const branch = left?.branches.find((b) => (b.block ?? '') === look.choice?.block);
      const words = look.choice ? choiceWords(branch, look.choice.id) : '';
      return [`As ${name} gets it`, branch ? `The ${branch.noun}: ${words}` : words];
    }
  }
}
