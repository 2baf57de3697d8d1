/** How bad something is: an icon, a colour and a word; each of them says it alone. */
import { IconAlertOctagon, IconAlertTriangle, IconInfoCircle } from '@tabler/icons-react';
import type { CheckLevel } from '../../../api';
import styles from './checks.module.css';

const LEVELS = {
  problem: { Icon: IconAlertOctagon, word: 'Mend this' },
  warning: { Icon: IconAlertTriangle, word: 'Have a look' },
  hint: { Icon: IconInfoCircle, word: 'Good to know' },
} satisfies Record<CheckLevel, unknown>;

export function Level({ level }: { level: CheckLevel }) {
  const { Icon, word } = LEVELS[level];
  return (
    <span className={styles.level} data-level={level}>
      <Icon size={16} stroke={1.8} aria-hidden />
      {word}
    </span>
  );
}
