/** Asks before a source is removed, and whether its data goes too. Null means: leave it as it is. */
import { Checkbox } from '@mantine/core';
import type { SourceInfo } from '../../../api';
import { plural } from '../../../format';
import { confirm } from '../../../parts';
import styles from './platforms.module.css';

export async function askToRemove(source: SourceInfo): Promise<{ withData: boolean } | null> {
  let withData = false;
  const yes = await confirm({
    title: `Remove ${source.name}?`,
    body: (
      <div className={styles.question}>
        <p>
          Regulars forgets the key and reads nothing more from there.{' '}
          {source.orders > 0 ? `${plural(source.orders, 'purchase')} and` : 'What came in and'}{' '}
          their people stay as they are, and connecting it again goes on from here.
        </p>
        <Checkbox
          label="Also delete everything that came from it"
          description="With the people who are known by this shop alone. This cannot be undone."
          onChange={(e) => {
            withData = e.currentTarget.checked;
          }}
        />
      </div>
    ),
    confirmLabel: 'Remove this source',
    cancelLabel: 'Keep it',
    destructive: true,
  });
  return yes ? { withData } : null;
}
