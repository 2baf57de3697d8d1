/** A quiet word that nobody here is real, and the two ways out: the own shop, and the demo's end. */
import { Button } from '@mantine/core';
import { switchShop } from '../../parts';
import styles from './DemoNote.module.css';

export function DemoNote() {
  return (
    <aside aria-label="About the demo" className={styles.note}>
      <p>This is the demo: nobody in it is real, so try everything.</p>
      <div className={styles.ways}>
        <Button variant="subtle" size="compact-sm" onClick={() => void switchShop('remove')}>
          Remove the demo
        </Button>
        <Button variant="subtle" size="compact-sm" onClick={() => void switchShop('own')}>
          Open my own shop
        </Button>
      </div>
    </aside>
  );
}
