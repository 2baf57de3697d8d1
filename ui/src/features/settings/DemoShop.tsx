/** The way to the demo and back, where somebody who has long left it would look. */
import { Button } from '@mantine/core';
import { Section, switchShop } from '../../parts';
import styles from './settings.module.css';

export function DemoShop({ demo }: { demo: boolean }) {
  return (
    <Section title="The demo shop">
      <div className={styles.words}>
        <p>
          {demo
            ? 'You are in the demo. Your own shop is in a file of its own and knows nothing of it.'
            : 'Made-up people and orders to try things on, in a file of their own beside yours.'}
        </p>
        <div className={styles.ways}>
          {demo ? (
            <>
              <Button variant="default" onClick={() => void switchShop('own')}>
                Open my own shop
              </Button>
              <Button variant="default" onClick={() => void switchShop('remove')}>
                Remove the demo…
              </Button>
            </>
          ) : (
            <Button variant="default" onClick={() => void switchShop('demo')}>
              Open the demo shop
            </Button>
          )}
        </div>
      </div>
    </Section>
  );
}
