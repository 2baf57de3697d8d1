/** Whether the test may be read at all. When the groups are not what was planned this stands in the way. */
import { Button } from '@mantine/core';
import { IconCheck } from '@tabler/icons-react';
import type { Split } from '../../api';
import styles from './Health.module.css';

export type HealthProps = { split: Split; shown: boolean; onShow: () => void };

export function Health({ split, shown, onShow }: HealthProps) {
  if (!split.blocking) {
    return (
      <p className={styles.fine} data-checked={split.p_value !== null || undefined}>
        {split.p_value !== null && <IconCheck size={16} aria-hidden="true" />}
        {split.sentence}
      </p>
    );
  }
  return (
    <div role="alert" className={styles.banner}>
      <h2 className={styles.title}>Do not read this test</h2>
      <p>{split.sentence}</p>
      <p className={styles.lead}>What usually lies behind it:</p>
      <ul className={styles.causes}>
        {split.causes.map((cause) => (
          <li key={cause}>{cause}</li>
        ))}
      </ul>
      {!shown && (
        <Button variant="outline" color="brick" size="xs" onClick={onShow}>
          Show the numbers all the same
        </Button>
      )}
    </div>
  );
}
